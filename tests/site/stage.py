"""Every state a page can show at once: what the walls around all addresses are tried on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from mostrador import wallclock
from mostrador.cases import lapses, log, uploads
from mostrador.cases.models import Answer, Question, Upload
from mostrador.connectors.models import Connection
from mostrador.contacts import conversation
from mostrador.contacts.conversation import Heard
from mostrador.contacts.models import Attachment, Contact, Delivery
from mostrador.contacts.opening import Opening, open_contact
from mostrador.decisions import appeals, closure, judgement, withdrawals
from mostrador.decisions.judgement import Judgement
from mostrador.decisions.models import Decision, Evidence, Return, ReturnPhoto
from mostrador.decisions.withdrawal_models import Withdrawal
from mostrador.decisions.withdrawals import Statement
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.intake.models import Inbound
from mostrador.orders import proofs
from mostrador.orders.proof_models import Proof
from mostrador.outbox import sending
from mostrador.people import passes, tokens
from mostrador.sellers import complaints, invitations, policies, reach
from mostrador.sellers.models import Complaint, Invitation, Notice, Product, Seller, Submission
from mostrador.shadow import observing
from mostrador.shadow.models import Observation
from mostrador.site.delivering import HANDLERS
from mostrador.stores.models import Store
from tests import laid
from tests.cast import ADA, NOON, a_mail, a_question, annas_contact, person, take, the_marketplace
from tests.connectors.on_stage import a_connection
from tests.decisions import going_back
from tests.site import handed_in

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)
PHOTO = ("schirm.png", "image/png", PNG)
REASON = "Der Verkäufer hat nicht geantwortet; die Lampe ist seit acht Tagen überfällig."


def ago(hours: float) -> datetime:
    return NOON - timedelta(hours=hours)


@dataclass(frozen=True)
class Stage:
    """The contacts by what has become of them, and what hangs on them."""

    fresh: Contact
    asked: Contact
    answered: Contact
    decided: Contact
    settled: Contact
    sellers: Contact
    before_order: Contact
    unknown: Contact
    support: Contact
    merged: Contact
    question: Question
    answer: Answer
    decision: Decision
    photo: Attachment
    sellers_photo: Attachment
    delivery: Delivery
    inbound: Inbound
    policy: Submission
    invitation: Invitation
    complaint: Complaint
    notice: Notice
    back: Return
    looked_at: ReturnPhoto
    proven: Evidence
    upload: Upload
    linked_upload: Upload
    withdrawal: Withdrawal
    proof: Proof
    connection: Connection
    observed: Observation
    handed_in: dict[str, str]
    token: str
    entry: str


def set_up() -> Stage:
    """The marketplace at ten in the morning, with a contact in each state."""
    laid_down = laid.once("a contact in each state", _each_state)
    # A file lies in the folder of one test alone.
    return Stage(**laid_down, **_keys(), handed_in=handed_in.files())


def _each_state() -> dict[str, Any]:
    """All but the keys, which run out within minutes of the machine's own time."""
    the_marketplace(now=ago(100))
    decided, (asked, sellers_photo), (answered, photo) = _decided(), _asked(), _answered()
    sellers = _the_sellers()
    fresh = annas_contact(
        "Guten Tag, meine Leselampe LM-1007 ist noch nicht da.\n\nWo ist das Paket?\n\nAnna Keller",
        now=ago(1), mail_id="<fresh@mail.example>",
    )  # fmt: skip
    take(b"\x00\xff not a mail", now=ago(2))
    support = _about_the_service()
    invitation, complaint = _ana_and_the_office()
    for _batch in range(5):
        sending.deliver_batch(HANDLERS, now=ago(0.5), machine_now=wallclock.machine_now())
    return dict(
        fresh=fresh,
        asked=asked,
        answered=answered,
        decided=decided,
        sellers=sellers,
        before_order=_before_order(),
        unknown=_unknown(),
        support=support,
        merged=_merged(fresh),
        question=asked.questions.get(),
        answer=Answer.objects.order_by("pk")[0],
        decision=decided.decisions.get(),
        photo=photo,
        sellers_photo=sellers_photo,
        policy=_kinder_policy(),
        invitation=invitation,
        complaint=complaint,
        **_over(),
        **_mails(),
        **_on_their_way(asked.questions.get()),
        **_going_back(),
        proven=_appealed(),
        withdrawal=_withdrawal(),
        connection=a_connection(),
    )


def _over() -> dict[str, Any]:
    """A matter that is over, and what we would have done about it."""
    settled = _settled()
    return {"settled": settled, "observed": observing.contact(settled, now=ago(0.4))}


def _mails() -> dict[str, Any]:
    """The first of each kind that left or came in."""
    kinds = {"delivery": Delivery, "inbound": Inbound, "notice": Notice}
    return {
        name: model.objects.filter(raw__isnull=False).order_by("pk")[0]
        for name, model in kinds.items()
    }


def _keys() -> dict[str, Any]:
    machine_now = wallclock.machine_now()
    return {
        "proof": proofs.ask("LM-1007", language="de", now=NOON, machine_now=machine_now),
        "token": tokens.make("walls", now=NOON),
        "entry": passes.make(person("anna"), to="/help/", machine_now=machine_now),
    }


def _ana_and_the_office() -> tuple[Invitation, Complaint]:
    """Ana was invited long after she came, and complains that she was refused before."""
    ana, store = Seller.objects.get(pk="S-ANA"), Store.objects.get(pk="de")
    made, _new = invitations.invite(ana, store, by="operator:1", now=ago(9))
    by = person("ana").actor
    said, _new = complaints.raise_(ana, store, "refusal", "Das war falsch.", by=by, now=ago(7))
    return made, said


def _going_back() -> dict[str, Any]:
    """A lamp that Anna may send back, and one that came back with a scratch."""
    return {"back": going_back.to_zhou(), "looked_at": going_back.seen_by_zhou()}


def _on_their_way(question: Question) -> dict[str, Upload]:
    """Photos for an answer, by Zhou and by whoever holds the link; a word to his second address."""
    wishes = reach.Wishes(second_email="vertretung@zhou-lighting.example")
    reach.change(question.seller, wishes, by=person("zhou").actor, now=NOON)
    lamp = uploads.Announced("灯.png", "image/png", 900)
    people = {"upload": person("zhou").actor, "linked_upload": "link"}
    return {name: uploads.begin(question, lamp, by=by, now=NOON) for name, by in people.items()}


def _appealed() -> Evidence:
    """Anna got a replacement for a second order, and Zhou shows that she had hers."""
    going_back.at_home("LM-1032")
    contact = going_back.wants_to_return("LM-1032")
    a_question(contact, now=ago(49))
    lapses.sweep(now=ago(24))
    found = Judgement("return", "best_judgement", REASON, lines=["1"])
    decision = judgement.decide(contact.pk, found, by=ADA, now=ago(23))
    plea = appeals.Plea("delivered", "已送达。", [PHOTO])
    made = appeals.file(decision.pk, plea, by="seller:S-ZHOU", now=ago(22))
    return made.evidence.get()


def _withdrawal() -> Withdrawal:
    """Anna withdraws on the public page."""
    statement = Statement("Anna Keller", "LM-1012", "anna.keller@mail.example")
    return withdrawals.declare(
        Store.objects.get(pk="de"), statement, channel="web", declared_at=ago(1), by="", now=ago(1)
    )


def _kinder_policy() -> Submission:
    """Zhou would like to give more than the standard."""
    zhou, by = Seller.objects.get(pk="S-ZHOU"), person("zhou").actor
    return policies.submit(
        zhou, Store.objects.get(pk="de"), {"window_days": 45}, "Gern.", by=by, now=ago(8)
    )


def _decided() -> Contact:
    """Zhou is silent for a day; Ada decides by best judgement."""
    contact = annas_contact(now=ago(50), mail_id="<decided@mail.example>")
    a_question(contact, now=ago(49))
    lapses.sweep(now=ago(24))
    found = Judgement("replacement", "best_judgement", REASON)
    judgement.decide(contact.pk, found, by=ADA, now=ago(23))
    return contact


def _asked() -> tuple[Contact, Attachment]:
    """Ada has asked; Zhou has sent a photo and no answer yet."""
    text, subject = "Und die zweite Lampe, LM-1007?", "Zweite Lampe"
    contact = annas_contact(text, now=ago(6), mail_id="<a@mail.example>", subject=subject)
    a_question(contact, kind="replacement_stock", text="Bitte mit Datum.", now=ago(5))
    heard = Heard("照片", ago(4.5), "web", "seller:S-ZHOU", attachments=[PHOTO])
    message = conversation.hear_seller(contact.parts.get(), heard)
    return contact, message.attachments.get()


def _answered() -> tuple[Contact, Attachment]:
    """Ada asked, Zhou answered, Ada answered; Anna sent a photo with her last word."""
    contact = annas_contact("Der Schirm von LM-1007 ist zerrissen.", now=ago(40),
                            mail_id="<b@mail.example>", subject="Zerrissener Schirm")  # fmt: skip
    question = a_question(contact, kind="replacement_stock", now=ago(39))
    said = log.Said("有货。", "zh-hans")
    log.answer(question.pk, said, by="seller:S-ZHOU", now=ago(30))
    heard = Heard("Hier ist ein Foto.", ago(29), "web", attachments=[PHOTO])
    message = conversation.hear(contact.pk, heard, now=ago(29))
    conversation.say(contact.pk, "Sie erhalten einen neuen Schirm.", by=ADA, now=ago(28))
    return contact, message.attachments.get()


def _settled() -> Contact:
    contact = annas_contact("Danke für LM-1007.", now=ago(90), mail_id="<c@mail.example>",
                            subject="Danke")  # fmt: skip
    conversation.say(contact.pk, "Gern geschehen.", by=ADA, now=ago(89))
    closure.resolve(contact.pk, by=ADA, now=ago(88))
    return contact


def _the_sellers() -> Contact:
    """An invoice is Zhou's matter; he has answered."""
    text = "Guten Tag, bitte schicken Sie mir die Rechnung zu LM-1007."
    contact = annas_contact(text, now=ago(26), mail_id="<d@mail.example>", subject="Rechnung")
    assert contact.handler == "seller"
    heard = Heard("Die Rechnung kommt morgen.", ago(20), "web", "seller:S-ZHOU")
    conversation.seller_answers_buyer(contact.parts.get(), heard, now=ago(20))
    return contact


def _unknown() -> Contact:
    raw = a_mail("Was ist mit LM-1007?", sender="Ein Fremder <fremd@mail.example>",
                 subject="LM-1007", mail_id="<stranger@mail.example>")  # fmt: skip
    contact = take(raw, now=ago(3)).contact
    assert contact is not None
    return contact


def _about_the_service() -> Contact:
    raw = a_mail("Was kostet der Dienst?", sender="Zhou <zhou@zhou-lighting.example>",
                 to="handover-cn@lichtmarkt.example", mail_id="<support@zhou.example>")  # fmt: skip
    contact = take(raw, now=ago(2)).contact
    assert contact is not None
    return contact


def _before_order() -> Contact:
    opening = Opening(
        store=Store.objects.get(), topic="pre_order", channel="web", text="Passt eine LED hinein?",
        at=ago(4), product=Product.objects.get(pk="P-LENA"), address="neu@mail.example",
        subject="Leselampe Lena",
    )  # fmt: skip
    return open_contact(opening, now=ago(4))


def _merged(into: Contact) -> Contact:
    contact = annas_contact("Noch einmal wegen LM-1007.", now=ago(0.6), mail_id="<e@mail.example>")
    into.refresh_from_db()
    happening = Happening("merged", ago(0.5), ADA, {"into": into.pk})
    state = Contact.State.MERGED
    chain.write(contact, {}, [happening], state=state, merged_into=into, urgent_at=None)
    return contact
