"""What each component has to be told, one small shape each.

A door turns its rows into these; a template only shows them. Words are already in the
reader's language, moments are aware instants, and everything optional has its empty value,
so that a component never has to guess.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

BERLIN = "Europe/Berlin"


@dataclass(frozen=True, slots=True)
class ClockFace:
    """A promise and what is left of it; made by `clocks.face`."""

    state: str  # running | warn | late
    percent: int  # how much of the ring is still drawn
    words: str  # "23 h 58 min", "+4 min"
    short: str  # "23:58", "+0:04"
    seconds: int  # left; negative when late
    due_at: str  # ISO 8601
    due_words: tuple[str, ...]  # the due moment, once for each zone
    spoken: str  # all of it in one breath, for the ear
    label: str = ""  # what is due: "Answer to the buyer"
    letter: str = ""  # B or S where two clocks stand side by side

    @property
    def band(self) -> str:
        """Above half the ring is quiet; the rules say when it warns."""
        return "much" if self.percent > 50 else "little"

    @property
    def due(self) -> str:
        return " · ".join(self.due_words)


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can do now: a link with `href`, else a submitting button."""

    words: str
    href: str = ""
    look: str = "plain"  # main | plain | quiet | danger
    icon: str = ""
    key: str = ""
    name: str = ""
    value: str = ""
    post: str = ""  # where a button of its own posts to


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str
    note: str = ""
    href: str = ""
    state: str = ""  # ok | warn | late


@dataclass(frozen=True, slots=True)
class Translation:
    text: str
    language: str  # BCP 47, for the lang attribute: "de", "zh-hans"


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    href: str
    size: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message in one lane, with the translation beside it when the reader needs one."""

    template: ClassVar[str] = "components/message.html"

    lane: str  # buyer | seller | inside
    author: str
    role: str  # "Buyer", "Seller", "Service"
    at: datetime
    text: str
    channel: str = ""  # mail | web | api | chat | voice | portal
    zone: str = BERLIN
    language: str = ""
    ours: bool = False
    quoted: str = ""
    translation: Translation | None = None
    delivery: str = ""  # queued | sent | accepted | bounced | failed
    original: str = ""  # address of the original mail
    attachments: tuple[Attachment, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, in one grey line."""

    template: ClassVar[str] = "components/event_line.html"

    at: datetime
    words: str
    zone: str = BERLIN
    icon: str = "dot"


@dataclass(frozen=True, slots=True)
class Events:
    """Several events in a row, folded into one line."""

    template: ClassVar[str] = "components/event_fold.html"

    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """One tab above the timeline."""

    lane: str
    href: str
    unread: int = 0
    current: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One row of the agents' list: who, about what, and the words that stand last."""

    href: str
    who: str
    subject: str
    preview: str
    waited: str  # "12 min", "2 d"
    channel: str = "mail"
    lead: str = ""  # "" | draft | reply
    clocks: tuple[ClockFace, ...] = ()
    state: str = ""  # a word instead of clocks: "Waiting for the buyer"
    unread: int = 0
    current: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What a case is called, how it stands, and what can be done with it."""

    who: str
    about: str  # number, order, seller
    clocks: tuple[ClockFace, ...] = ()
    state: str = ""  # "Open"
    kind: str = "plain"  # of the state's tag: plain | ok | warn | late | brand
    actions: tuple[Action, ...] = ()
    back: str = ""  # where a phone's way back to the list leads
    back_words: str = ""


@dataclass(frozen=True, slots=True)
class OrderLine:
    title: str
    quantity: int
    price: str
    details: str = ""  # seller, sku, who ships
    href: str = ""
    picture: str = ""
    verdict: str = ""  # "Covered", "The seller answers"
    covered: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One stop on the buyer's track."""

    words: str
    state: str = "next"  # done | now | next
    at: str = ""
    note: str = ""
    clock: ClockFace | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The second mark: one sentence that answers, one that says why."""

    answer: str
    why: str
    until: str = ""
    ground: str = ""  # "Standard policy", "Best judgement"
    state: str = ""  # "Waits for a second person"
    state_kind: str = "plain"
    money: tuple[Fact, ...] = ()  # what is paid of what, as far as the reader may know
    actions: tuple[Action, ...] = ()
    clauses: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()
    versions: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """An excerpt of a product's page, in the language it is written in."""

    title: str
    bullets: tuple[str, ...] = ()
    description: str = ""
    attributes: tuple[Fact, ...] = ()
    href: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    name: str
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Composer:
    """Where an answer is written; the lane it was opened from cannot be changed in it."""

    lane: str
    sentence: str  # "To Anna Keller, by e-mail, in German."
    post: str
    text: str = ""
    name: str = "text"
    version: int | None = None
    draft: str = ""  # where a draft is saved
    draft_words: str = ""  # "Saved at 10:13"
    news: tuple[Message, ...] = ()  # what arrived since writing began: the conflict
    problems: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    actions: tuple[Action, ...] = ()
    key: str = "r"
    language: str = ""
    id: str = "composer"


@dataclass(frozen=True, slots=True)
class Key:
    keys: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question that waits for the seller, as his home shows it."""

    kind: str
    text: str
    about: str  # product and order
    clock: ClockFace
    action: Action


@dataclass(frozen=True, slots=True)
class Door:
    """One of the four ways in on the first page."""

    title: str
    text: str
    icon: str
    words: str
    post: str
    value: str  # posted as `user`
    look: str = "plain"


@dataclass(frozen=True, slots=True)
class TimeBar:
    now: datetime
    post: str
    zone: str = BERLIN


@dataclass(frozen=True, slots=True)
class Column:
    words: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class NavItem:
    words: str
    href: str
    icon: str
    count: int | None = None
    current: bool = False
    key: str = ""
