"""The programs' addresses: a token opens them, and nobody's session does."""

from tests.site.rows import Row, everybody, programs

API = "api/v1/"
CONTACT = f"{API}contacts/<key>"
SELLER = f"{API}sellers/<key>"

KNOWN = (("stores", "de"), ("sellers", "S-ZHOU"), ("products", "P-LENA"), ("buyers", "B-KELLER"),
         ("orders", "LM-1007"))  # fmt: skip

ADDRESSES = (
    Row(API, everybody(404), "/api/v1/nowhere"),
    Row(f"{API}openapi.json", everybody(), "/api/v1/openapi.json"),
    *(Row(f"{API}{kind}/<key>", programs(), f"/api/v1/{kind}/{key}") for kind, key in KNOWN),
    *(
        Row(f"{API}{kind}/<key>", programs(422), f"/api/v1/{kind}/{key}", "PUT", {"id": "another"})
        for kind, key in KNOWN
    ),
    Row(f"{API}coverage", programs(), "/api/v1/coverage", "POST",
        {"order": "LM-1007", "topic": "delivery"}),
    Row(f"{API}contacts", programs(), "/api/v1/contacts?order=LM-1007"),
    Row(f"{API}contacts", programs(422), "/api/v1/contacts", "POST"),
    Row(CONTACT, programs(), "/api/v1/contacts/{fresh}"),
    Row(f"{CONTACT}/messages", programs(422), "/api/v1/contacts/{fresh}/messages", "POST"),
    Row(f"{CONTACT}/closure", programs(), "/api/v1/contacts/{fresh}/closure", "POST"),
    Row(f"{CONTACT}/questions", programs(422), "/api/v1/contacts/{fresh}/questions", "POST"),
    Row(f"{CONTACT}/decisions", programs(422), "/api/v1/contacts/{fresh}/decisions", "POST"),
    Row(f"{API}questions", programs(), "/api/v1/questions?seller=S-ZHOU"),
    Row(f"{API}questions/<key>/answers", programs(422), "/api/v1/questions/{question}/answers",
        "POST"),
    Row(f"{API}decisions/<key>", programs(), "/api/v1/decisions/{decision}"),
    Row(f"{API}decisions/<key>/appeals", programs(422), "/api/v1/decisions/{decision}/appeals",
        "POST"),
    Row(f"{API}instructions", programs(), "/api/v1/instructions"),
    Row(f"{API}instructions/<key>", programs(404), "/api/v1/instructions/I-NONE"),
    Row(f"{API}instructions/<key>/acknowledgement", programs(422),
        "/api/v1/instructions/I-NONE/acknowledgement", "POST"),
    Row(f"{SELLER}/invitations", programs(422), "/api/v1/sellers/S-ZED/invitations", "POST"),
    Row(f"{SELLER}/enrolments", programs(), "/api/v1/sellers/S-ZHOU/enrolments"),
    Row(f"{SELLER}/enrolments", programs(422), "/api/v1/sellers/S-ZED/enrolments", "POST"),
    Row(f"{SELLER}/enrolments/current", programs(), "/api/v1/sellers/S-ZHOU/enrolments/current",
        "DELETE"),
    Row(f"{SELLER}/policy", programs(), "/api/v1/sellers/S-ZHOU/policy"),
    Row(f"{SELLER}/policies", programs(422), "/api/v1/sellers/S-ZHOU/policies", "POST"),
    Row(f"{API}withdrawals", programs(201), "/api/v1/withdrawals", "POST", {"order": "LM-1007"}),
    Row(f"{API}entries", programs(422), "/api/v1/entries", "POST"),
)  # fmt: skip
