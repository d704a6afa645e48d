"""The marketplace's words, and ours for them."""

from collections.abc import Mapping

# Who sends the goods: the newer interface's words and the older one's.
FULFILMENT: Mapping[str, str] = {
    "MERCHANT": "seller",
    "AMAZON": "operator",
    "MFN": "seller",
    "AFN": "operator",
}
ORDER: Mapping[str, str] = {
    "PENDING_AVAILABILITY": "pending",
    "PENDING": "pending",
    "UNSHIPPED": "processing",
    "PARTIALLY_SHIPPED": "partially shipped",
    "SHIPPED": "shipped",
    "CANCELLED": "cancelled",
    "UNFULFILLABLE": "unfulfillable",
    "PendingAvailability": "pending",
    "Pending": "pending",
    "Unshipped": "processing",
    "PartiallyShipped": "partially shipped",
    "Shipped": "shipped",
    "Canceled": "cancelled",
    "Unfulfillable": "unfulfillable",
    "InvoiceUnconfirmed": "processing",
}
# Before it is paid, an order has no prices, no address and no buyer.
NOT_YET_PAID = "pending"
# A parcel that was only announced has not left, and one that was called off never will.
PARCEL: Mapping[str, str] = {
    "PENDING": "pending",
    "PENDING_SCHEDULE": "pending",
    "PENDING_PICK_UP": "pending",
    "PENDING_DROP_OFF": "pending",
    "SHIPPED": "shipped",
    "PICKED_UP": "in_transit",
    "DROPPED_OFF": "in_transit",
    "AT_ORIGIN_FC": "in_transit",
    "AT_DESTINATION_FC": "in_transit",
    "IN_TRANSIT": "in_transit",
    "OUT_FOR_DELIVERY": "out_for_delivery",
    "DELIVERED": "delivered",
    "REJECTED_BY_BUYER": "rejected_by_buyer",
    "UNDELIVERABLE": "undeliverable",
    "RETURNING_TO_SELLER": "returning",
    "RETURNED_TO_SELLER": "returned",
    "LOST": "lost",
    "DAMAGED": "damaged",
    "CANCELLED": "cancelled",
    "LABEL_CANCELLED": "cancelled",
}
CALLED_OFF = "cancelled"
# Among an order's programs: the buyer is a business, and no consumer (E36).
BUSINESS = "AMAZON_BUSINESS"
ASSOCIATED: Mapping[str, str] = {
    "REPLACEMENT_ORIGINAL_ID": "replacement",
    "EXCHANGE_ORIGINAL_ID": "exchange",
}
