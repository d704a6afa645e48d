"""The addresses of decisions at a seller's cost, and of appeals against them."""

from tests.site.rows import Row, inside

ONE = "portal/decided/<str:key>/"
HIS = "/portal/decided/{decision}/"
APPEAL = "office/appeals/<str:key>/"
MONEY = "office/programme/<str:key>/money/"
GOLIVE = "office/programme/<str:key>/go-live/"
MONTH = "?month=2026-11"
APPEALING = (
    Row("portal/decided/", inside("zhou", "zed"), "/portal/decided/"),
    Row("portal/decided/statement.csv", inside("zhou", "zed"),
        f"/portal/decided/statement.csv{MONTH}"),
    Row("portal/decided/statement.csv", inside(), "/portal/decided/statement.csv?month=never"),
    Row("portal/decided/statement.pdf", inside(), "/portal/decided/statement.pdf?month=never"),
    Row(ONE, inside("zhou"), HIS),
    Row(f"{ONE}appeal/", inside("zhou"), f"{HIS}appeal/"),
    Row(f"{ONE}appeal/", inside("zhou", status=422), f"{HIS}appeal/", "POST"),
    Row(f"{ONE}appeal/more/", inside("zhou", status=303), f"{HIS}appeal/more/", "POST"),
    Row(f"{ONE}evidence/<int:number>/", inside(), f"{HIS}evidence/1/"),
    Row(f"{ONE}evidence/<int:number>/", inside("zhou"),
        "/portal/decided/{appealed}/evidence/{proven}/"),
    Row("office/appeals/", inside("olga"), "/office/appeals/"),
    Row(APPEAL, inside("olga"), "/office/appeals/{appeal}/"),
    Row(APPEAL, inside("olga", status=422), "/office/appeals/{appeal}/", "POST"),
    Row(f"{APPEAL}evidence/<int:number>/", inside("olga"),
        "/office/appeals/{appeal}/evidence/{proven}/"),
    Row(MONEY, inside("olga"), "/office/programme/de/money/"),
    Row(MONEY, inside("olga", status=422), "/office/programme/de/money/", "POST"),
    Row(GOLIVE, inside("olga"), "/office/programme/de/go-live/"),
    Row(f"{GOLIVE}<str:check>/", inside("olga"), "/office/programme/de/go-live/people/", "POST"),
)  # fmt: skip
