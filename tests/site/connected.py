"""The addresses of connections, whose marketplace is nobody: nothing on this machine answers."""

from tests.site.rows import Row, inside

ONE = "office/connections/<str:key>/"
PATH = "/office/connections/{connection}/"
DAY = {"stream": "", "since": "2026-11-01"}
CONNECTED = (
    Row("office/connections/", inside("olga"), "/office/connections/"),
    Row("office/connections/new/<str:kind>/", inside("olga"),
        "/office/connections/new/woocommerce/"),
    Row("office/connections/new/<str:kind>/", inside("olga", status=422),
        "/office/connections/new/woocommerce/", "POST"),
    Row("office/connections/new/<str:kind>/", inside(), "/office/connections/new/love/"),
    Row(ONE, inside("olga"), PATH),
    Row(ONE, inside("olga", status=422), PATH, "POST"),
    Row(ONE, inside(), "/office/connections/elsewhere/"),
    Row(f"{ONE}test/", inside("olga"), f"{PATH}test/", "POST"),
    Row(f"{ONE}pause/", inside("olga", status=302), f"{PATH}pause/", "POST"),
    Row(f"{ONE}carrying/", inside("olga", status=302), f"{PATH}carrying/", "POST"),
    Row(f"{ONE}reading/", inside("olga", status=422), f"{PATH}reading/", "POST"),
    Row(f"{ONE}reading/", inside("olga", status=302), f"{PATH}reading/", "POST", DAY),
)  # fmt: skip
