"""Every clause a decision can rest on: its code, what it says, and the values that fill it.

The wordings for buyers, sellers and agents stand elsewhere. A code once used is never renamed:
decisions keep it. Days are ISO dates, amounts read like "19.90 EUR".
"""

from collections.abc import Mapping
from enum import StrEnum


class Code(StrEnum):
    # The right of withdrawal.
    WITHDRAWAL_IN_TIME = "withdrawal_in_time"
    WITHDRAWAL_OPEN = "withdrawal_open"
    WITHDRAWAL_UNINSTRUCTED = "withdrawal_uninstructed"
    WITHDRAWAL_OVER = "withdrawal_over"
    WITHDRAWAL_CATEGORY = "withdrawal_category"
    WITHDRAWAL_CUSTOMISED = "withdrawal_customised"
    WITHDRAWAL_UNSEALED = "withdrawal_unsealed"
    WITHDRAWAL_REFUND = "withdrawal_refund"
    WITHDRAWAL_WAIT = "withdrawal_wait"
    EXPRESS_KEPT = "express_kept"
    # The legal guarantee.
    GUARANTEE_RUNNING = "guarantee_running"
    GUARANTEE_PRESUMED = "guarantee_presumed"
    GUARANTEE_UNPROVEN = "guarantee_unproven"
    GUARANTEE_OVER = "guarantee_over"
    REPAIR_FIRST = "repair_first"
    REPAIR_IMPOSSIBLE = "repair_impossible"
    # A return by the standard policy or the seller's own, whichever is kinder.
    WINDOW_OPEN = "window_open"
    WINDOW_HOLIDAY = "window_holiday"
    WINDOW_UNBEGUN = "window_unbegun"
    WINDOW_OVER = "window_over"
    CATEGORY_EXCLUDED = "category_excluded"
    CONDITION_REFUSED = "condition_refused"
    REMEDY_CHOICE = "remedy_choice"
    REMEDY_UNOFFERED = "remedy_unoffered"
    REFUND_DEADLINE = "refund_deadline"
    NOT_ON_PROOF = "not_on_proof"
    # What of the money, and who pays for the way back.
    DELIVERY_REFUNDED = "delivery_refunded"
    DELIVERY_KEPT = "delivery_kept"
    LOSS_DEDUCTED = "loss_deducted"
    LOSS_UNINSTRUCTED = "loss_uninstructed"
    LABEL_SELLER = "label_seller"
    LABEL_BUYER = "label_buyer"
    # Before it is shipped, on the way, not there.
    NOT_SHIPPED = "not_shipped"
    MADE_TO_ORDER = "made_to_order"
    CUSTOM_FAULT = "custom_fault"
    ALREADY_SHIPPED = "already_shipped"
    NOT_DELIVERED = "not_delivered"
    STILL_IN_TIME = "still_in_time"
    DELIVERY_OVERDUE = "delivery_overdue"
    SEARCH_FIRST = "search_first"
    NEVER_RECEIVED = "never_received"
    OUT_OF_STOCK = "out_of_stock"
    RULED_OUT = "ruled_out"
    ALREADY_CANCELLED = "already_cancelled"
    # What stands above or beside the policies.
    UNSAFE_GOODS = "unsafe_goods"
    NOT_RETURNABLE = "not_returnable"
    CLAIM_OPEN = "claim_open"
    CHARGEBACK_OPEN = "chargeback_open"
    ALREADY_REFUNDED = "already_refunded"
    REFUND_PROMISED = "refund_promised"
    NOTHING_PAID = "nothing_paid"
    REASON_UNFIT = "reason_unfit"
    SELLER_GRANTS = "seller_grants"
    SELLER_SILENT = "seller_silent"
    # A seller in another country (R24).
    ABROAD_ADDRESS = "abroad_address"
    ABROAD_LABEL = "abroad_label"
    ABROAD_RETURNLESS = "abroad_returnless"
    ABROAD_WAITING = "abroad_waiting"
    ABROAD_OVERDUE = "abroad_overdue"


BOTH = ("given", "standard", "version")
# What each says, and the names of its values. Every policy's value comes with `version`, and as
# `given` and `standard`, so that a longer one can be shown beside the standard's; the clause's
# ground says which of the two gives it.
SAYS: Mapping[Code, tuple[str, tuple[str, ...]]] = {
    Code.WITHDRAWAL_IN_TIME: (
        "the buyer declares his withdrawal, and in time; sending it in time is enough",
        ("days", "until"),
    ),
    Code.WITHDRAWAL_OPEN: (
        "the buyer may withdraw without a reason; no `until` before the order's last good arrives",
        ("days", "until"),
    ),
    Code.WITHDRAWAL_UNINSTRUCTED: (
        "he was never told of his right, so it lasts that many months longer",
        ("months", "until"),
    ),
    Code.WITHDRAWAL_OVER: ("the right of withdrawal ended on that day", ("days", "until")),
    Code.WITHDRAWAL_CATEGORY: ("no right of withdrawal for goods of this kind", ("category",)),
    Code.WITHDRAWAL_CUSTOMISED: ("no right of withdrawal for what was made to his wishes", ()),
    Code.WITHDRAWAL_UNSEALED: ("no right of withdrawal for media he has unsealed", ()),
    Code.WITHDRAWAL_REFUND: (
        "all he paid, with the cheapest delivery, within these days of his declaration",
        ("days", "by"),
    ),
    Code.WITHDRAWAL_WAIT: (
        "the seller may wait for the goods or for proof that they were sent",
        (),
    ),
    Code.EXPRESS_KEPT: (
        "what a faster delivery cost above the cheapest is not refunded",
        ("amount",),
    ),
    Code.GUARANTEE_RUNNING: ("the legal guarantee runs until that day", ("months", "until")),
    Code.GUARANTEE_PRESUMED: (
        "until that day a defect is presumed to have been there at delivery",
        ("months", "until"),
    ),
    Code.GUARANTEE_UNPROVEN: (
        "the months of presumption are over: who doubts the defect may ask for proof of it",
        ("months", "until"),
    ),
    Code.GUARANTEE_OVER: ("the legal guarantee ended on that day", ("months", "until")),
    Code.REPAIR_FIRST: (
        "by law repair or replacement comes first, as the buyer chooses; money only if it fails",
        (),
    ),
    Code.REPAIR_IMPOSSIBLE: (
        "repair and replacement failed or cannot be had, so the buyer may step back or pay less",
        (),
    ),
    Code.WINDOW_OPEN: ("a return may be asked for until that day", ("until", *BOTH)),
    Code.WINDOW_HOLIDAY: (
        "bought in the holidays: a return may be asked for until that day",
        ("until", *BOTH),
    ),
    Code.WINDOW_UNBEGUN: (
        "the days for a return begin when the goods arrive",
        ("until", *BOTH),
    ),
    Code.WINDOW_OVER: ("a return could be asked for until that day", ("until", *BOTH)),
    Code.CATEGORY_EXCLUDED: (
        "goods of this kind are not taken back unless the fault is the seller's",
        ("category", "version"),
    ),
    Code.CONDITION_REFUSED: (
        "goods in this condition are not taken back unless the fault is the seller's",
        ("condition", "version"),
    ),
    Code.REMEDY_CHOICE: ("the policy offers this remedy", BOTH),
    Code.REMEDY_UNOFFERED: (
        "the policy does not offer this remedy",
        BOTH,
    ),
    Code.REFUND_DEADLINE: (
        "the money leaves within these working days of inspection, receipt or proof of dispatch",
        ("trigger", *BOTH),
    ),
    Code.NOT_ON_PROOF: (
        "the policy refunds on receipt or inspection, not on proof that the goods were sent",
        ("trigger", "version"),
    ),
    Code.DELIVERY_REFUNDED: ("what he paid for delivery is refunded too", ("amount", *BOTH)),
    Code.DELIVERY_KEPT: ("what he paid for delivery is not refunded", ("amount", *BOTH)),
    Code.LOSS_DEDUCTED: (
        "the loss of value that the seller has shown lowers the refund",
        ("percent", "amount", "version"),
    ),
    Code.LOSS_UNINSTRUCTED: (
        "nothing is taken off for loss of value: the buyer was never told that it could be",
        (),
    ),
    Code.LABEL_SELLER: ("the seller pays for the way back", BOTH),
    Code.LABEL_BUYER: ("the buyer pays for the way back", BOTH),
    Code.NOT_SHIPPED: ("it has not been shipped, so it can still be cancelled or changed", ()),
    Code.MADE_TO_ORDER: (
        "made to the buyer's wishes: only the seller knows whether he has begun",
        (),
    ),
    Code.CUSTOM_FAULT: (
        "made to the buyer's wishes: the seller has to say what was agreed before it is decided",
        (),
    ),
    Code.ALREADY_SHIPPED: ("it has been shipped, so it can no longer be cancelled or changed", ()),
    Code.NOT_DELIVERED: ("it has not arrived yet", ()),
    Code.STILL_IN_TIME: (
        "it may still arrive: money or a new one can be had from that day on",
        ("promised", "from"),
    ),
    Code.DELIVERY_OVERDUE: (
        "it should have been there by that day, and the days of patience are over",
        ("promised", "days"),
    ),
    Code.SEARCH_FIRST: (
        "it was reported as delivered: look with neighbours and safe places until that day",
        ("delivered", "from"),
    ),
    Code.NEVER_RECEIVED: (
        "reported as delivered, but the buyer never got it: the seller bears the risk until he has",
        ("delivered",),
    ),
    Code.OUT_OF_STOCK: ("the seller has no other one to send", ()),
    Code.RULED_OUT: ("the seller has shown that it can no longer be done", ()),
    Code.ALREADY_CANCELLED: ("it was cancelled: what was paid for it goes back", ()),
    Code.UNSAFE_GOODS: ("unsafe goods are never sent back, all the money is", ()),
    Code.NOT_RETURNABLE: ("faulty goods of this kind are not sent back", ("category",)),
    Code.CLAIM_OPEN: ("a claim is open elsewhere and settles the money", ()),
    Code.CHARGEBACK_OPEN: ("the bank took the payment back: nothing is refunded beside", ()),
    Code.ALREADY_REFUNDED: ("all that was paid has been refunded already", ("amount",)),
    Code.REFUND_PROMISED: (
        "all that was paid has been refunded or promised; so much of it is still to be paid out",
        ("amount", "promised"),
    ),
    Code.NOTHING_PAID: ("nothing was paid for it, so there is no money to refund", ()),
    Code.REASON_UNFIT: ("it does not go with what the buyer says has happened", ()),
    Code.SELLER_GRANTS: ("the seller grants it himself", ()),
    Code.SELLER_SILENT: ("the seller was asked and did not answer in time", ()),
    Code.ABROAD_ADDRESS: ("the seller abroad takes it back at an address in this country", ()),
    Code.ABROAD_LABEL: ("the seller abroad pays for a label to where he is", ()),
    Code.ABROAD_RETURNLESS: (
        "up to this price a seller abroad without an address here refunds without a return",
        ("price", "limit"),
    ),
    Code.ABROAD_WAITING: ("the seller abroad still has days to offer a way back", ()),
    Code.ABROAD_OVERDUE: (
        "the seller abroad let his days for offering a way back pass: the refund needs no return",
        (),
    ),
}
