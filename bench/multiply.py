"""Making a large database out of a small one, by copying a contact's rows with new keys.

Only for measuring: no act of the product ran for the copies, and their histories are short.
"""

from django.db import connection

COPY = """
WITH one AS (SELECT c.*, m.text_id, m.lane, m.channel AS by, m.author, m.at, p.seller_id
             FROM contacts_contact c
             JOIN contacts_message m ON m.id = c.last_message_id
             JOIN contacts_part p ON p.contact_id = c.id ORDER BY c.id LIMIT 1),
     numbers AS (SELECT generate_series(1, %(copies)s) AS n),
     made AS (
        INSERT INTO contacts_contact (
            id, kind, chain_length, chain_head, version, store_id, order_id, buyer_id, verified,
            topic, channel, language, state, handler, coverage, opened_at, subject_text_id,
            address_text_id, token, promise_started_at, answer_due_at, urgent_at, resolved_at)
        SELECT 'C-X' || lpad(n::text, 9, '0'), kind, chain_length, chain_head, version, store_id,
            order_id, buyer_id, verified, topic, channel, language,
            CASE WHEN n %% 20 = 0 THEN 'open' ELSE 'resolved' END, handler, coverage,
            opened_at - n * interval '1 minute', subject_text_id, address_text_id, 'bench' || n,
            promise_started_at, CASE WHEN n %% 20 = 0 THEN answer_due_at END,
            CASE WHEN n %% 20 = 0 THEN answer_due_at + n * interval '1 second' END,
            CASE WHEN n %% 20 = 0 THEN NULL ELSE opened_at END
        FROM one, numbers RETURNING id),
     parts AS (
        INSERT INTO contacts_part (contact_id, seller_id, order_id, handler)
        SELECT made.id, one.seller_id, one.order_id, one.handler FROM made, one RETURNING id),
     messages AS (
        INSERT INTO contacts_message (contact_id, lane, channel, author, at, text_id, interim)
        SELECT made.id, one.lane, one.by, one.author, one.at, one.text_id, false FROM made, one
        RETURNING id, contact_id),
     entries AS (
        INSERT INTO history_entry (subject, number, at, by, what, facts, previous, hash)
        SELECT 'contact:' || made.id, e.number, e.at, e.by, e.what, e.facts, e.previous, e.hash
        FROM made, one JOIN history_entry e ON e.subject = 'contact:' || one.id RETURNING id)
SELECT count(*) FROM messages
"""
POINT = """
UPDATE contacts_contact c SET last_message_id = m.id
FROM contacts_message m WHERE m.contact_id = c.id AND c.last_message_id IS NULL
"""


def to(how_many: int) -> None:
    """At least `how_many` contacts, one in twenty of the new ones open. PostgreSQL only."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM contacts_contact")
        missing = how_many - cursor.fetchone()[0]
        cursor.execute(COPY, {"copies": missing})
        cursor.execute(POINT)
        cursor.execute("ANALYZE")
