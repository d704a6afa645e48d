"""`mostrador decide --explain`: facts in, the decision out, nothing written."""

import json
from pathlib import Path

import pytest

from mostrador.site.demo import cast
from tests.site.test_commands import Shell

pytestmark = pytest.mark.once
LAMP = {
    "price": "39.90", "shipping": "4.90", "cause": "changed_mind", "stage": "delivered",
    "ordered_on": "2026-11-03", "delivered_on": "2026-11-10", "asked_on": "2026-11-12",
}  # fmt: skip


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    made = Shell(tmp_path_factory.mktemp("decide") / "data")
    lines = "\n".join(json.dumps(body) for body in cast.BODIES)
    assert made("load", "-", given=lines).returncode == 0
    return made


def test_facts_from_a_file_are_explained(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(LAMP))

    said = shell("decide", "--explain", "--facts", str(file))

    assert (said.returncode, said.stderr) == (0, "")
    assert "Refund after the return" in said.stdout
    assert "withdrawal_open · § 355 (2) BGB" in said.stdout
    assert "Not to be had" in said.stdout


def test_programs_get_it_as_json_and_can_ask_again(shell: Shell) -> None:
    asked = ("decide", "--explain", "--facts", "-", "--json")

    first = shell(*asked, given=json.dumps(LAMP)).stdout
    again = shell(*asked, given=json.dumps(json.loads(first)["facts"])).stdout

    remedies = [one["remedy"] for one in json.loads(first)["answer"]["options"]]
    assert "refund_after_return" in remedies
    assert json.loads(again)["answer"] == json.loads(first)["answer"]


def test_an_orders_line_is_explained(shell: Shell) -> None:
    said = shell("decide", "--explain", "--order", "LM-1007", "--cause", "not_received")

    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout


@pytest.mark.parametrize(
    ("words", "given", "sentence"),
    [
        ((), "", "Name either --facts or --order."),
        (("--order", "LM-0"), "", "There is no order LM-0."),
        (("--order", "LM-1007", "--line", "9"), "", "has no line '9'; it has: 1."),
        (("--facts", "-"), "{", "cannot be read as JSON"),
        (("--facts", "-"), "[]", "The facts are one JSON object."),
        (("--facts", "-"), '{"colour": "red"}', "No such facts: colour."),
        (("--facts", "-"), '{"price": "much"}', "These are no facts to decide on"),
        (("--facts", "-"), '{"stage": "moon"}', "These are no facts to decide on"),
        (("--facts", "-"), '{"store": "fr"}', "There is no store fr."),
    ],
)
def test_a_mistake_gets_one_clear_sentence(
    shell: Shell, words: tuple[str, ...], given: str, sentence: str
) -> None:
    said = shell("decide", "--explain", *words, given=given)

    assert (said.returncode, said.stdout) == (1, "")
    assert sentence in said.stderr
    assert "Traceback" not in said.stderr
