"""What a seller pays, until when he may appeal, and the appeal itself (E66)."""

import csv
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mostrador import wallclock
from mostrador.decisions import appeals, ledger
from mostrador.decisions.models import Appeal
from mostrador.pages.papers import NO_PANGO
from mostrador.portal import statements
from mostrador.portal.views import decided as door
from mostrador.sellers.models import Membership
from tests.cast import A_DAY, signed_in
from tests.decisions.appealing import PAID, PROOF, WORDS, at_zhous_cost, decided, filed
from tests.decisions.deciding import OLGA, about, an_order, decide, eur

LIST = "/portal/decided/"
SAID = {"reason": "delivered", "text": WORDS}


@pytest.fixture
def decision():
    made = at_zhous_cost()
    wallclock.advance_to(PAID)
    return made


def page(decision, rest=""):
    return f"{LIST}{decision.pk}/{rest}"


def shown(path, who="zhou"):
    answer = signed_in(who).get(path)
    return answer.status_code, answer.text


def test_the_questions_own_page_leads_to_the_appeal_while_there_is_one(decision):
    case = f"/portal/cases/{decision.question_id}/"
    assert page(decision) in shown(case)[1]

    filed(decision)

    assert page(decision) not in shown(case)[1]


def role(code):
    Membership.objects.filter(seller="S-ZHOU").update(role=code)


def test_the_list_has_the_amount_the_reason_and_the_clock(decision):
    status, text = shown(LIST)

    assert (status, page(decision) in text) == (200, True)
    for part in ("39.90", "LM-1040", "So ist es richtig.", decision.appeal_until.isoformat()[:10]):
        assert part in text


def test_what_the_operator_pays_is_not_there(decision):
    given = decide(about(an_order(key="LM-1050")), "goodwill", "goodwill", by=OLGA,
                   amount=eur("5.00"))  # fmt: skip

    assert page(given) not in shown(LIST)[1]


def test_nobody_else_learns_of_it(decision):
    appeal = filed(decision, files=[PROOF])
    file = appeal.evidence.get()

    for rest in ("", "appeal/", "appeal/more/", f"evidence/{file.pk}/"):
        assert shown(page(decision, rest), "zed")[0] == 404
    assert "LM-1040" not in shown(LIST, "zed")[1]
    assert shown(page(decision, f"evidence/{file.pk}/"))[0] == 200


def test_E55_who_reads_only_sees_no_money(decision):
    role("reads")

    assert shown(LIST)[0] == 403
    assert shown(page(decision))[0] == 404
    assert shown(f"{LIST}statement.csv?month=2026-11")[0] == 404


def test_E55_who_sees_money_alone_does_not_appeal(decision):
    role("money")

    assert shown(LIST)[0] == 200
    assert page(decision, "appeal/") not in shown(page(decision))[1]
    assert signed_in("zhou").post(page(decision, "appeal/"), SAID).status_code == 403
    assert Appeal.objects.count() == 0


def test_E66_he_appeals_with_a_paper_and_has_a_receipt(decision):
    paper = SimpleUploadedFile(*(PROOF[0], PROOF[2], PROOF[1]))
    assert page(decision, "appeal/") in shown(page(decision))[1]

    sent = signed_in("zhou").post(page(decision, "appeal/"), {**SAID, "photos": paper})

    assert (sent.status_code, sent.url) == (303, page(decision))
    appeal = Appeal.objects.get()
    assert appeal.evidence.get().file.name == PROOF[0]
    receipt = shown(page(decision))[1]
    for part in (appeal.pk, WORDS, PROOF[0]):
        assert part in receipt


@pytest.mark.parametrize(
    "said", [{}, {"reason": "delivered"}, {"text": WORDS}, {"reason": "wrong_classification",
             "text": WORDS}]
)  # fmt: skip
def test_what_says_too_little_is_refused(decision, said):
    assert signed_in("zhou").post(page(decision, "appeal/"), said).status_code == 422
    assert Appeal.objects.count() == 0


def test_a_program_is_no_evidence(decision):
    run = SimpleUploadedFile("beweis.pdf", b"MZ\x90\x00", "application/pdf")

    sent = signed_in("zhou").post(page(decision, "appeal/"), {**SAID, "photos": run})

    assert sent.status_code == 422


def test_E66_twice_and_too_late_are_said(decision):
    filed(decision)
    assert signed_in("zhou").post(page(decision, "appeal/"), SAID).status_code == 409

    assert shown(page(decision, "appeal/"))[0] == 303


def test_E66_after_the_last_day_there_is_no_button(decision):
    wallclock.advance_to(decision.appeal_until + A_DAY)

    assert page(decision, "appeal/") not in shown(page(decision))[1]
    assert signed_in("zhou").post(page(decision, "appeal/"), SAID).status_code == 409


def test_E66_he_supplies_what_he_is_asked(decision):
    appeal = filed(decision)
    appeals.ask(appeal.pk, "Wer hat unterschrieben?", by=OLGA, now=PAID)
    assert "Wer hat unterschrieben?" in shown(page(decision))[1]
    more = page(decision, "appeal/more/")
    assert signed_in("zhou").post(more).status_code == 422

    assert signed_in("zhou").post(more, {"text": "一位邻居。"}).status_code == 303

    appeal.refresh_from_db()
    assert appeal.state == "open"
    assert "一位邻居。" in shown(page(decision))[1]
    assert signed_in("zhou").post(more, {"text": "又。"}).status_code == 409


def test_E66_he_sees_the_money_back_and_why(decision):
    decided(filed(decision), clears=True)

    text = shown(page(decision))[1]

    assert "Der Nachweis ist eindeutig." in text
    assert text.count("39.90") >= 3
    assert "39.90" in shown(f"{LIST}?list=appealed")[1]
    assert page(decision) not in shown(f"{LIST}?list=open")[1]


def rows(answer):
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def test_the_months_sheet_adds_up_to_the_ledger(decision):
    decided(filed(decision))
    at_zhous_cost("LM-1041")

    answer = signed_in("zhou").get(f"{LIST}statement.csv?month=2026-11")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    *_lines, total = rows(answer)
    assert total[5:] == ["79.80", "39.90", "EUR"]
    assert ledger.balance(seller="S-ZHOU")[("seller", "EUR")] == -3990
    assert rows(signed_in("zed").get(f"{LIST}statement.csv?month=2026-11"))[1:] == []
    assert rows(signed_in("zhou").get(f"{LIST}statement.csv?month=2026-10"))[1:] == []


@pytest.mark.parametrize("month", ["", "2026", "2026-13", "=1"])
def test_no_month_no_sheet(decision, month):
    assert shown(f"{LIST}statement.csv?month={month}")[0] == 404


@pytest.mark.parametrize("begin", "=+-@\t\r")
def test_no_cell_is_a_formula(begin):
    assert statements.harmless(f"{begin}HYPERLINK()") == f"'{begin}HYPERLINK()"
    assert statements.harmless("LM-1007") == "LM-1007"


def test_an_order_that_is_a_formula_is_a_text(decision):
    at_zhous_cost("=LM-1")

    found = rows(signed_in("zhou").get(f"{LIST}statement.csv?month=2026-11"))

    assert {row[3] for row in found[1:-1]} == {"LM-1040", "'=LM-1"}


def test_the_paper_says_the_same(decision, rf):
    seen = {}

    def draw(html, css):
        seen["html"] = html
        return b"%PDF-"

    assert paper(rf, draw).content == b"%PDF-"
    for part in ("39.90", "LM-1040", decision.pk):
        assert part in seen["html"]


def test_without_pango_the_page_says_so_in_a_sentence(decision, rf):
    def draw(_html, _css):
        raise OSError("no library called pango")

    answer = paper(rf, draw)

    assert answer.status_code == 503
    assert str(NO_PANGO)[:20] in answer.text


def paper(rf, draw):
    """The door with another printer."""
    from django.contrib.messages.storage.fallback import FallbackStorage
    from django.utils import translation

    from tests.cast import person

    request = rf.get(f"{LIST}statement.pdf?month=2026-11")
    request.user, request.now, request.session = person("zhou"), PAID, {}
    request.machine_now = PAID
    request._messages = FallbackStorage(request)
    with translation.override("en"):
        return door.paper(request, draw=draw)
