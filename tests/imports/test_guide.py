"""What docs/importing.md shows works as it stands there."""

import argparse
import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from mostrador.decisions import journeys
from mostrador.imports.fields import FIELDS, PART_OF_ORDER
from mostrador.imports.mapping import TableMapping
from mostrador.orders.models import Order
from mostrador.rules import eligibility, returns
from mostrador.rules.returns import Step
from mostrador.rules.topics import Topic
from mostrador.site.commands import coverage, load

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "importing.md"
TABLES = dict(re.findall(r"`(\w+\.csv)`\n\n```csv\n(.*?)```", GUIDE.read_text(), re.DOTALL))
KINDS = re.findall(r"^\| `(\w+)` \| (.*) \|$", GUIDE.read_text(), re.MULTILINE)
NAMES = re.compile(r"[a-z_]+(?:\.[a-z_*]+)*(?=[\s*`,]|$)")


def run(command, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    return command.run(parser.parse_args([str(each) for each in arguments]))


@pytest.mark.django_db
@pytest.mark.usefixtures("data_folder")
def test_the_example_is_loaded_table_by_table_and_its_order_is_covered(tmp_path, capsys):
    for name, text in TABLES.items():
        table, mapping = tmp_path / name, tmp_path / f"{name}.json"
        table.write_text(text)
        assert run(load, table, "--guess") == 0
        said = capsys.readouterr()
        assert "still needed" not in said.err
        mapping.write_text(said.out)
        assert run(load, table, "--mapping", mapping) == 0
        capsys.readouterr()

    assert len(TABLES) == 6
    assert Order.objects.get().body["lines"][0]["sku"] == "LENA-1"
    run(coverage, "--order", "LM-1007", "--topic", Topic.DELIVERY.value, "--json")
    assert json.loads(capsys.readouterr().out)["covered"]


def test_the_mapping_that_is_shown_is_one():
    shown = re.search(r"```json\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    assert shown

    assert TableMapping.of(json.loads(shown[1])).needed() == []


@pytest.mark.parametrize(("kind", "said"), KINDS)
def test_every_kind_has_the_columns_that_the_guide_names(kind, said):
    bold = " ".join(re.findall(r"\*\*(.*?)\*\*", said))
    part = PART_OF_ORDER.get(kind)
    fields = {
        name: each
        for name, each in FIELDS[kind].items()
        if (name == "id" or name.startswith(f"{part}."))
        if part
    } or {
        name: each
        for name, each in FIELDS[kind].items()
        if kind != "order" or name.partition(".")[0] not in PART_OF_ORDER.values()
    }
    told = said.replace("**", "").partition(", and")[0].replace("`", "").split()

    assert sorted(told) == sorted(fields)
    assert sorted(bold.split()) == sorted(name for name, each in fields.items() if each.needed)


def words_of(field: str) -> list[set[str]]:
    """The words that the guide lists, row by row."""
    rows = re.findall(r"^\|(.*?)\|(.*?)\|.*\|$", GUIDE.read_text(), re.MULTILINE)
    named, found = "", []
    for name, words in rows:
        named = name.strip() or named
        if named == field:
            found.append(set(re.findall(r"`(.*?)`", words)))
    return found


def test_the_words_that_decide_something_are_in_the_guide():
    assert words_of("`status` of an order") == [
        journeys.CANCELLED, journeys.SENT, journeys.DELIVERED,
    ]  # fmt: skip
    assert words_of("`shipments.status`") == [{"delivered"}, journeys.NOT_SENT, set()]
    assert words_of("`state` of a claim") == [journeys.OVER]
    assert words_of("`plan` of a seller") == [{eligibility.PROFESSIONAL}]
    assert words_of("`standing` of a seller") == [{eligibility.GOOD}]
    steps = [{returns.told(word) for word in row} for row in words_of("`status` of a return")]
    assert steps == [{Step.SEND}, {Step.ARRIVE}, {Step.CANCEL}]


def test_the_languages_of_mails_and_the_kinds_to_say_are_in_the_guide():
    assert f"({', '.join(f'`{code}`' for code, _name in settings.LANGUAGES)})" in GUIDE.read_text()
    said = re.search(r"Say the kind if you know it: (.*?)\. ", GUIDE.read_text())
    assert said
    assert set(re.findall(r"`(?:--guess )?(\w+)`", said[1])) == set(FIELDS)


def test_every_kind_is_in_the_guide():
    assert {kind for kind, _said in KINDS} == set(FIELDS)
