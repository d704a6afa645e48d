"""The shop's words, and ours for them."""

from collections.abc import Mapping

ORDER: Mapping[str, str] = {
    "pending": "pending",
    "on-hold": "pending",
    "checkout-draft": "pending",
    "processing": "processing",
    # A shop completes an order when it has sent it.
    "completed": "shipped",
    "cancelled": "cancelled",
    "refunded": "refunded",
    "failed": "failed",
}
TRASH = "trash"
CANCELLED = "cancelled"
# By this the shop's own records say which instruction of ours a refund is.
MARK = "mostrador_instruction"
