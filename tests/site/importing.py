"""The pages of files that were handed in."""

from tests.site.rows import Row, inside

ROWS = (
    Row("office/imports/", inside("olga"), "/office/imports/"),
    Row("office/imports/", inside("olga", status=422), "/office/imports/", "POST"),
    Row("office/imports/<str:key>/", inside("olga"), "/office/imports/{table}/"),
    Row("office/imports/<str:key>/", inside("olga"), "/office/imports/{taken_in}/"),
    Row("office/imports/<str:key>/", inside(), "/office/imports/IM-NONE/"),
    Row("office/imports/<str:key>/mapping/", inside("olga"), "/office/imports/{table}/mapping/"),
    Row("office/imports/<str:key>/mapping/", inside("olga", status=422),
        "/office/imports/{table}/mapping/", "POST"),
    Row("office/imports/<str:key>/course/", inside("olga", status=302),
        "/office/imports/{table}/course/", "POST", {"do": "begin"}),
    Row("office/imports/<str:key>/rejected.csv", inside("olga"),
        "/office/imports/{taken_in}/rejected.csv"),
    Row("office/imports/<str:key>/rejected.csv", inside(), "/office/imports/{table}/rejected.csv"),
    Row("office/imports/mappings/<str:key>/removal/", inside("olga", status=302),
        "/office/imports/mappings/{mapping}/removal/", "POST"),
)  # fmt: skip
