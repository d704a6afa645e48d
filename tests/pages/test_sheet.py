"""One style sheet: nothing forgotten, kept by browsers, in the colours of the design."""

import re
from pathlib import Path

from django.test import Client

from mostrador.pages import sheet

CSS = Path(sheet.__file__).parent / "static/pages/css"
INDEXES = {"app.css", "light.css"}


def test_every_file_is_in_the_sheet():
    files = {str(path.relative_to(CSS)) for path in CSS.rglob("*.css")} - INDEXES

    assert set(sheet.IMPORT.findall((CSS / "app.css").read_text())) == files
    assert "@import" not in sheet.text()


def test_every_rule_lies_in_a_layer():
    outside = [
        path.name
        for path in CSS.rglob("*.css")
        if path.name not in INDEXES
        and not re.match(r"(/\*.*?\*/\s*)?@layer [a-z]+ \{", path.read_text(), re.DOTALL)
    ]

    assert outside == []


def test_the_sheet_named_by_its_content_is_kept_for_ever():
    answer = Client().get(f"/styles/{sheet.digest()}.css")

    assert answer.content.decode() == sheet.text()
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]


def test_the_light_sheet_is_a_part_of_it_and_is_kept_as_well():
    light = Client().get(f"/styles/{sheet.digest(sheet.LIGHT)}.css")

    parts = set(sheet.IMPORT.findall((CSS / "light.css").read_text()))
    assert parts < set(sheet.IMPORT.findall((CSS / "app.css").read_text()))
    assert light.content.decode() == sheet.text(sheet.LIGHT)
    assert "immutable" in light["Cache-Control"]


def test_a_sheet_of_yesterday_is_answered_but_not_kept():
    answer = Client().get("/styles/yesterday.css")

    assert answer.status_code == 200
    assert not answer.has_header("Cache-Control")


def test_only_tokens_name_a_colour():
    colours = {
        path.name: re.findall(r"#[0-9a-f]{3,8}\b", path.read_text())
        for path in CSS.rglob("*.css")
        if path.name != "tokens.css"
    }

    assert {name: found for name, found in colours.items() if found} == {}


def _light(part: str) -> float:
    value = int(part, 16) / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    red, green, blue = (_light(colour[place : place + 2]) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_every_text_can_be_read_on_its_ground():
    pattern = r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)"
    tokens = {
        name: (light, dark)
        for name, light, dark in re.findall(pattern, (CSS / "tokens.css").read_text())
    }
    grounds = ("paper", "surface", "sunk")
    own = ("buyer", "seller", "inside", "ok", "warn", "late")
    pairs = [("ink", ground) for ground in grounds] + [("soft", ground) for ground in grounds]
    pairs += [("brand", "tint"), ("on-brand", "brand"), *((name, f"{name}-tint") for name in own)]

    weak = {
        (text, ground, scheme): _contrast(tokens[text][scheme], tokens[ground][scheme])
        for text, ground in pairs
        for scheme in (0, 1)
    }

    assert {pair: found for pair, found in weak.items() if found < 4.9} == {}
