"""The people's addresses: who may go there, and what happens to everybody else."""

from tests.site.rows import Row, everybody, inside

SITE = (
    Row("", everybody(), "/"),
    Row("enter/", everybody(302), "/enter/", "POST", {"user": "olga"}),
    Row("enter/", everybody(405), "/enter/"),
    Row("enter/<str:secret>/", everybody(302), "/enter/{entry}/"),
    Row("enter/<str:secret>/", everybody(410), "/enter/guessed/"),
    Row("time/", everybody(302), "/time/", "POST", {"advance": "1h"}),
    Row("time/", everybody(404), "/time/", "POST"),
    Row("language/", everybody(302), "/language/", "POST", {"language": "de"}),
    Row("sign-in/", everybody(302) | {"nobody": 200, "token": 200}, "/sign-in/"),
    Row("sign-out/", everybody(200) | {"nobody": 302, "token": 302}, "/sign-out/"),
    Row("sign-out/", everybody(302), "/sign-out/", "POST"),
    Row("healthz", everybody(), "/healthz"),
    Row("readyz", everybody(), "/readyz"),
    Row("metrics", everybody(), "/metrics"),
    Row("live/", everybody(204), "/live/"),
    Row("styles/<slug:name>.css", everybody(), "/styles/{sheet}.css"),
    Row("patterns/", everybody(), "/patterns/"),
    Row("patterns/<slug:name>/", everybody(), "/patterns/desk/"),
    Row("patterns/<slug:name>/", everybody(404), "/patterns/palace/"),
)

LINK = "help/contacts/<str:seal>/"
HELP = (
    Row("help/", everybody(), "/help/"),
    Row("help/", everybody() | {"anna": 422}, "/help/", "POST", {"order": "LM-1003"}),
    Row("help/questions/", everybody(), "/help/questions/?product=P-LENA"),
    Row("help/questions/", everybody(422), "/help/questions/", "POST", {"text": ""}),
    # Whoever holds a link may use it: that is what it is for.
    *(
        Row(LINK, everybody(), f"/help/contacts/{{link_{name}}}/")
        for name in ("fresh", "asked", "answered", "decided", "settled", "sellers", "merged",
                     "before_order", "unknown")
    ),
    Row(LINK, everybody(404), "/help/contacts/{fresh}/"),
    Row(f"{LINK}messages/", everybody(303), "/help/contacts/{link_fresh}/messages/"),
    Row(f"{LINK}messages/", everybody(303), "/help/contacts/{link_fresh}/messages/", "POST",
        {"text": "Es eilt."}),
    Row(f"{LINK}messages/", everybody(404), "/help/contacts/{fresh}/messages/", "POST",
        {"text": "Es eilt."}),
    Row(f"{LINK}files/<int:number>/", everybody(),
        "/help/contacts/{link_answered}/files/{photo}/"),
    Row(f"{LINK}files/<int:number>/", everybody(404), "/help/contacts/{link_fresh}/files/{photo}/"),
    Row(f"{LINK}files/<int:number>/", everybody(404),
        "/help/contacts/{link_asked}/files/{sellers_photo}/"),
)  # fmt: skip

OFFICE = (
    Row("office/", inside("olga"), "/office/"),
    Row("office/sent/", inside("olga"), "/office/sent/"),
    Row("office/sent/<int:number>/", inside("olga"), "/office/sent/{delivery}/"),
    Row("office/mail/", inside("olga"), "/office/mail/"),
    Row("office/mail/<int:number>/", inside("olga"), "/office/mail/{inbound}/"),
    Row("office/mail/<int:number>/original/", inside("olga"), "/office/mail/{inbound}/original/"),
)

PORTAL = (
    Row("portal/", inside("zhou", "zed"), "/portal/"),
    Row("portal/cases/", inside("zhou", "zed"), "/portal/cases/"),
    Row("portal/cases/<str:key>/", inside("zhou"), "/portal/cases/{question}/"),
    Row("portal/cases/<str:key>/", inside("zhou", status=422), "/portal/cases/{question}/", "POST"),
    Row("portal/cases/<str:key>/messages/", inside("zhou", status=422),
        "/portal/cases/{question}/messages/", "POST"),
    Row("portal/messages/", inside("zhou", "zed"), "/portal/messages/"),
    Row("portal/messages/<str:key>/", inside("zhou"), "/portal/messages/{sellers}/"),
    Row("portal/messages/<str:key>/", inside("zhou", status=422), "/portal/messages/{sellers}/",
        "POST"),
    Row("portal/messages/<str:key>/", inside(), "/portal/messages/{fresh}/"),
    Row("portal/messages/<str:key>/transfer/", inside("zhou", status=409),
        "/portal/messages/{sellers}/transfer/", "POST"),
    Row("portal/orders/<str:key>/", inside("zhou"), "/portal/orders/LM-1007/"),
    Row("portal/orders/<str:key>/", inside("zed"), "/portal/orders/LM-1003/"),
    Row("portal/files/<int:number>/", inside("zhou"), "/portal/files/{sellers_photo}/"),
    Row("portal/files/<int:number>/", inside(), "/portal/files/{photo}/"),
)  # fmt: skip

CASE = "desk/contacts/<key:contact_id>/"
DESK = (
    Row("desk/", inside("ada"), "/desk/"),
    *(
        Row(CASE, inside("ada"), f"/desk/contacts/{{{name}}}/")
        for name in ("fresh", "asked", "answered", "decided", "settled", "sellers", "before_order",
                     "unknown")
    ),
    Row(f"{CASE}reply/", inside("ada", status=422), "/desk/contacts/{fresh}/reply/", "POST"),
    Row(f"{CASE}note/", inside("ada", status=422), "/desk/contacts/{fresh}/note/", "POST"),
    Row(f"{CASE}sellers/<int:part_id>/message/", inside("ada", status=422),
        "/desk/contacts/{fresh}/sellers/{part}/message/", "POST"),
    Row(f"{CASE}drafts/<str:lane>/", inside("ada", status=204),
        "/desk/contacts/{fresh}/drafts/buyer/", "POST", {"text": "Guten Tag", "version": "1"}),
    Row(f"{CASE}question/", inside("ada"), "/desk/contacts/{fresh}/question/"),
    Row(f"{CASE}question/", inside("ada", status=422), "/desk/contacts/{fresh}/question/", "POST"),
    Row(f"{CASE}questions/<key:question_id>/withdrawal/", inside("ada", status=303),
        "/desk/contacts/{asked}/questions/{question}/withdrawal/", "POST"),
    Row(f"{CASE}answers/<int:answer_id>/refusal/", inside("ada", status=422),
        "/desk/contacts/{answered}/answers/{answer}/refusal/", "POST"),
    Row(f"{CASE}decision/", inside("ada"), "/desk/contacts/{decided}/decision/"),
    Row(f"{CASE}decision/", inside("ada", status=422), "/desk/contacts/{fresh}/decision/", "POST",
        {"remedy": "palace"}),
    Row(f"{CASE}closure/", inside("ada", status=409), "/desk/contacts/{fresh}/closure/", "POST"),
    Row(f"{CASE}verification/", inside("ada", status=303),
        "/desk/contacts/{unknown}/verification/", "POST"),
    Row(f"{CASE}order/", inside("ada", status=422), "/desk/contacts/{before_order}/order/", "POST"),
    Row(f"{CASE}topic/", inside("ada", status=422), "/desk/contacts/{fresh}/topic/", "POST"),
    Row(f"{CASE}transfer/", inside("ada", status=409), "/desk/contacts/{fresh}/transfer/", "POST"),
    Row(f"{CASE}split/", inside("ada"), "/desk/contacts/{fresh}/split/"),
    Row(f"{CASE}owner/", inside("ada", status=303), "/desk/contacts/{fresh}/owner/", "POST"),
    Row("desk/files/<int:file_id>/", inside("ada"), "/desk/files/{file}/"),
)  # fmt: skip
