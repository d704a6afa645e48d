"""The database refuses a delivery outside its lane, whoever writes it.

A delivery has its message's lane and contact, its part's contact, and reaches a seller in the
buyer's lane only while the part is the seller's own to answer.
"""

from django.db import migrations

NAME = "delivery_stays_in_its_lane"
OUTSIDE = """
    EXISTS (SELECT 1 FROM contacts_message m WHERE m.id = NEW.message_id
            AND (m.lane <> NEW.lane OR m.contact_id <> NEW.contact_id
                 OR m.part_id <> NEW.part_id))
    OR EXISTS (SELECT 1 FROM contacts_part p WHERE p.id = NEW.part_id
               AND (p.contact_id <> NEW.contact_id
                    OR (NEW.lane = 'buyer' AND NEW."to" = 'seller' AND p.handler <> 'seller')))
"""
COLUMNS = 'contact_id, part_id, message_id, lane, "to"'


def _statements(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"""CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF {OUTSIDE} THEN
                    RAISE EXCEPTION '{NAME}' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW; END $$""",
            f"""CREATE TRIGGER {NAME} BEFORE INSERT OR UPDATE OF {COLUMNS} ON contacts_delivery
                FOR EACH ROW EXECUTE FUNCTION {NAME}()""",
        ]
    return [
        f"""CREATE TRIGGER {NAME}_{act.split()[0].lower()} BEFORE {act} ON contacts_delivery
            WHEN {OUTSIDE} BEGIN SELECT RAISE(ABORT, '{NAME}'); END"""
        for act in ("INSERT", f"UPDATE OF {COLUMNS}")
    ]


def install(apps, schema_editor):
    for statement in _statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("contacts", "0002_initial")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
