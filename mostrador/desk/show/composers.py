"""Where agents write: to the buyer, to the seller, for each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from mostrador.contacts.draft_models import Draft
from mostrador.contacts.lanes import Channel
from mostrador.contacts.models import Contact, Part
from mostrador.desk import phrases, tongues
from mostrador.desk.dossier import Dossier
from mostrador.desk.show import case_log, dates, names
from mostrador.pages import moments, shapes
from mostrador.people.models import User
from mostrador.rules.moments import bare_date


@dataclass(frozen=True, slots=True)
class Writing:
    """What an agent was writing when his act was refused; or a phrase that he asked for."""

    text: str | None = None
    problems: tuple[str, ...] = ()
    # The version he saw, where somebody acted since.
    since: int | None = None
    phrase: str = ""
    # Whom he writes to in the seller's lane.
    seller: str = ""


NOTHING = Writing()


def to_buyer(
    dossier: Dossier, user: User, news: Sequence[shapes.Message], writing: Writing = NOTHING
) -> shapes.Composer:
    contact, draft = dossier.contact, dossier.drafts.get("buyer")
    facts = order_facts(dossier, user)
    return shapes.Composer(
        lane="buyer",
        sentence=_way(contact)
        % {"name": names.person(contact), "language": tongues.name(contact.language)},
        post=reverse("desk:reply", args=[contact.pk]),
        text=_text(writing, draft, phrases.text(writing.phrase, facts, language=contact.language)),
        version=contact.version,
        draft=reverse("desk:draft", args=[contact.pk, "buyer"]),
        draft_words=_saved(draft, dossier) if writing.text is None else "",
        news=tuple(news),
        problems=writing.problems,
        phrases=_phrases(facts, contact.language),
        actions=_sendings(dossier),
        language=contact.language,
    )


def _way(contact: Contact) -> str:
    if contact.channel == Channel.THREAD:
        return _("To %(name)s in the marketplace's messages. Language: %(language)s.")
    return _("To %(name)s by e-mail. Language: %(language)s.")


def to_seller(dossier: Dossier, part: Part, writing: Writing = NOTHING) -> shapes.Composer:
    contact, draft = dossier.contact, dossier.drafts.get("seller")
    language = case_log.language_of(part, dossier)
    sentence = _("To %(name)s in the Case Log, not as a question. Language: %(language)s.")
    return shapes.Composer(
        lane="seller",
        sentence=sentence
        % {"name": dossier.seller(part.seller_id), "language": tongues.name(language)},
        post=reverse("desk:seller_message", args=[contact.pk, part.pk]),
        text=_text(writing, draft, None),
        version=contact.version,
        draft=reverse("desk:draft", args=[contact.pk, "seller"]),
        draft_words=_saved(draft, dossier) if writing.text is None else "",
        problems=writing.problems,
        actions=(shapes.Action(_("Send"), look="main", icon="send", key="ctrl+enter"),),
    )


def note(dossier: Dossier, writing: Writing = NOTHING) -> shapes.Composer:
    contact, draft = dossier.contact, dossier.drafts.get("inside")
    return shapes.Composer(
        lane="inside",
        sentence=_("A note for colleagues. It never leaves the desk."),
        post=reverse("desk:note", args=[contact.pk]),
        text=_text(writing, draft, None),
        version=contact.version,
        draft=reverse("desk:draft", args=[contact.pk, "inside"]),
        draft_words=_saved(draft, dossier) if writing.text is None else "",
        problems=writing.problems,
        actions=(shapes.Action(_("Keep the note"), look="main", key="ctrl+enter"),),
        key="n",
    )


def phrase_links(composer: shapes.Composer, dossier: Dossier, user: User) -> list[shapes.Action]:
    """The same phrases as links, for pages without scripts."""
    facts = order_facts(dossier, user)
    page = reverse("desk:contact", args=[dossier.contact.pk])
    return [
        shapes.Action(
            str(phrase.name), href=f"{page}?{urlencode({'phrase': code})}#{composer.id}-text"
        )
        for code, phrase in phrases.PHRASES.items()
        if phrases.text(code, facts, language=dossier.contact.language)
    ]


def order_facts(dossier: Dossier, user: User) -> Mapping[str, str]:
    """What phrases may say. Nothing of the order while the sender may be a stranger."""
    store = dossier.contact.store
    facts = {"agent": names.of_user(user), "store": store.name}
    if not dossier.contact.verified:
        return facts
    facts["seller"] = ", ".join(
        dict.fromkeys(str(dossier.seller(one.seller_id)) for one in dossier.service_parts)
    )
    facts["order"] = dossier.contact.order_id or ""
    titles = [str(line.body.get("title") or "") for line in dossier.lines]
    facts["product"] = ", ".join(dict.fromkeys(filter(None, titles)))
    return {**facts, **_parcel(dossier)}


def _parcel(dossier: Dossier) -> Mapping[str, str]:
    order = dossier.contact.order
    sent = [one for one in (order.shipments if order else []) if one.get("tracking")]
    if not sent:
        return {}
    last = sent[-1]
    with override(dossier.contact.language):
        at = dates.read(last.get("shipped_at"))
        day = dates.day(at, dossier.zone, now=dossier.now) if at else _bare(last, dossier)
    return {
        "carrier": str(last.get("carrier") or ""),
        "tracking": str(last["tracking"]),
        "sent": day,
    }


def _bare(shipment: Mapping[str, object], dossier: Dossier) -> str:
    value = shipment.get("shipped_at")
    return dates.words(value, dossier.zone) if isinstance(value, str) and bare_date(value) else ""


def _phrases(facts: Mapping[str, str], language: str) -> tuple[shapes.Phrase, ...]:
    each = [(one, phrases.text(code, facts, language=language)) for code, one in PHRASES]
    return tuple(shapes.Phrase(str(one.name), said, language) for one, said in each if said)


PHRASES = tuple(phrases.PHRASES.items())


def _sendings(dossier: Dossier) -> tuple[shapes.Action, ...]:
    """Resolving is not offered while a seller is asked: it would be refused."""
    ways = [shapes.Action(_("Interim note"), look="quiet", name="then", value="interim")]
    if not dossier.open_questions and dossier.contact.handler == "service":
        ways.append(shapes.Action(_("Send and resolve"), name="then", value="resolve"))
    ways.append(shapes.Action(_("Send"), name="then", value="stay"))
    last = shapes.Action(
        _("Send and next"), look="main", icon="send", key="ctrl+enter", name="then", value="next"
    )
    return (*ways, last)


def _text(writing: Writing, draft: Draft | None, phrase: str | None) -> str:
    """What was posted and refused, else the draft; a chosen phrase follows what is there."""
    kept = writing.text if writing.text is not None else (draft.text.body if draft else "")
    return "\n\n".join(filter(None, (kept.rstrip(), phrase))) if phrase else kept


def _saved(draft: Draft | None, dossier: Dossier) -> str:
    if draft is None:
        return ""
    return _("Saved at %(hour)s") % {"hour": moments.hour(draft.saved_at, dossier.zone)}
