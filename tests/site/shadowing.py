"""The office's shadow run: who may look at it, and what happens to others."""

from tests.site.rows import Row, inside

STORE = "office/shadow/<str:key>/"
ROWS = (
    Row("office/shadow/", inside("olga", status=302), "/office/shadow/"),
    Row(STORE, inside("olga"), "/office/shadow/de/"),
    Row(STORE, inside("olga"), "/office/shadow/de/?only=differs&topic=delivery"),
    Row(STORE, inside(), "/office/shadow/fr/"),
    Row(f"{STORE}share/", inside("olga", status=422), "/office/shadow/de/share/", "POST"),
    Row(f"{STORE}look-back/", inside("olga", status=302), "/office/shadow/de/look-back/", "POST",
        {"days": "30"}),
    Row(f"{STORE}look-back/", inside("olga", status=422), "/office/shadow/de/look-back/", "POST",
        {"days": "0"}),
    Row(f"{STORE}matters/<str:number>/", inside("olga"), "/office/shadow/de/matters/{observed}/"),
    Row(f"{STORE}matters/<str:number>/", inside(), "/office/shadow/at/matters/{observed}/"),
)  # fmt: skip
