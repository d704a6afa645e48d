from django.urls import path, register_converter
from django.urls.converters import StringConverter

from mostrador.desk.views import (
    approving,
    asking,
    contact,
    deciding,
    files,
    inbox,
    leading,
    returning,
    simulating,
    withdrawing,
    writing,
)


class Key(StringConverter):
    """An id of ours or of the marketplace; databases refuse NUL in one."""

    regex = r"[^/\x00]{1,200}"


register_converter(Key, "key")

app_name = "desk"
urlpatterns = [
    path("", inbox.inbox, name="list"),
    path("contacts/<key:contact_id>/", contact.contact, name="contact"),
    path("contacts/<key:contact_id>/reply/", writing.reply, name="reply"),
    path("contacts/<key:contact_id>/note/", writing.note, name="note"),
    path(
        "contacts/<key:contact_id>/sellers/<int:part_id>/message/",
        writing.seller_message,
        name="seller_message",
    ),
    path("contacts/<key:contact_id>/drafts/<str:lane>/", writing.draft, name="draft"),
    path("contacts/<key:contact_id>/question/", asking.question, name="question"),
    path(
        "contacts/<key:contact_id>/questions/<key:question_id>/withdrawal/",
        asking.withdrawal,
        name="withdrawal",
    ),
    path(
        "contacts/<key:contact_id>/questions/<key:question_id>/more-time/",
        asking.more_time,
        name="more_time",
    ),
    path(
        "contacts/<key:contact_id>/answers/<int:answer_id>/refusal/",
        asking.not_an_answer,
        name="not_an_answer",
    ),
    path("contacts/<key:contact_id>/withdrawals/", withdrawing.withdrawal, name="withdrawals"),
    path("contacts/<key:contact_id>/decision/", deciding.decision, name="decision"),
    path("approvals/", approving.approvals, name="approvals"),
    path("decisions/<key:decision_id>/approval/", approving.approval, name="approval"),
    path("decisions/<key:decision_id>/rejection/", approving.rejection, name="rejection"),
    path("decisions/<key:decision_id>/cancellation/", approving.cancellation, name="cancellation"),
    path("simulator/", simulating.simulator, name="simulator"),
    path("contacts/<key:contact_id>/closure/", deciding.closure, name="closure"),
    path("contacts/<key:contact_id>/verification/", leading.verification, name="verification"),
    path("contacts/<key:contact_id>/order/", leading.order, name="order"),
    path("contacts/<key:contact_id>/topic/", leading.topic, name="topic"),
    path("contacts/<key:contact_id>/transfer/", leading.transfer, name="transfer"),
    path("contacts/<key:contact_id>/split/", leading.split, name="split"),
    path("contacts/<key:contact_id>/owner/", leading.owner, name="owner"),
    path(
        "contacts/<key:contact_id>/returns/<key:return_id>/<slug:name>/",
        returning.step,
        name="return_step",
    ),
    path("files/<int:file_id>/", files.file, name="file"),
]
