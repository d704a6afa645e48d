"""The addresses of goods that come back: the buyer's, the seller's and the agent's."""

from tests.site.rows import Row, everybody, inside

LINK = "help/contacts/<str:seal>/returns/<str:key>/"
HELP = "/help/contacts/{link_back}/returns/{back}/"
# Another request's link, of the same buyer even, opens nothing of it.
OTHER = "/help/contacts/{link_fresh}/returns/{back}/"
PORTAL = "portal/returns/<str:key>/"
CASE = "desk/contacts/<key:contact_id>/returns/<key:return_id>/<slug:name>/"
DESK = "/desk/contacts/{back_contact}/returns/{back}/"
GOING_BACK = (
    Row("help/contacts/<str:seal>/", everybody(), "/help/contacts/{link_back}/"),
    *(
        Row(f"{LINK}{rest}", everybody(status), f"{path}{rest}")
        for rest in ("slip/", "slip.pdf", "label/")
        for path, status in ((HELP, 200), (OTHER, 404))
    ),
    Row(f"{LINK}sending/", everybody(422), f"{HELP}sending/", "POST"),
    Row(f"{LINK}sending/", everybody(303), f"{HELP}sending/", "POST", {"tracking": "DHL 0034"}),
    Row(f"{LINK}sending/", everybody(404), f"{OTHER}sending/", "POST", {"tracking": "DHL 0034"}),
    Row(f"{LINK}cancellation/", everybody(303), f"{HELP}cancellation/", "POST"),
    Row(f"{LINK}cancellation/", everybody(404), f"{OTHER}cancellation/", "POST"),
    Row("portal/returns/", inside("zhou", "zed"), "/portal/returns/"),
    Row("portal/returns/", inside("zhou"), "/portal/returns/?list=coming&before={back}"),
    Row(PORTAL, inside("zhou"), "/portal/returns/{back}/"),
    Row(f"{PORTAL}way/", inside("zhou", status=422), "/portal/returns/{back}/way/", "POST"),
    Row(f"{PORTAL}way/", inside("zhou", status=409), "/portal/returns/{back}/way/", "POST",
        {"method": "returnless"}),
    Row(f"{PORTAL}label/", inside("zhou", status=422), "/portal/returns/{back}/label/", "POST"),
    Row(f"{PORTAL}arrival/", inside("zhou", status=303), "/portal/returns/{back}/arrival/",
        "POST"),
    Row(f"{PORTAL}inspection/", inside("zhou", status=422), "/portal/returns/{back}/inspection/",
        "POST"),
    Row(f"{PORTAL}photos/<int:number>/", inside("zhou"),
        "/portal/returns/{looked_at_return}/photos/{looked_at}/"),
    Row(f"{PORTAL}photos/<int:number>/", inside(), "/portal/returns/{back}/photos/{looked_at}/"),
    Row(CASE, inside("ada", status=303), f"{DESK}arrival/", "POST"),
    Row(CASE, inside("ada", status=422), f"{DESK}way/", "POST"),
    Row(CASE, inside("ada", status=409), f"{DESK}refund/", "POST"),
    Row(CASE, inside(), f"{DESK}gift/", "POST"),
    Row(CASE, inside(), "/desk/contacts/{fresh}/returns/{back}/arrival/", "POST"),
)  # fmt: skip
