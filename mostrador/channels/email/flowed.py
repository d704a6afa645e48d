"""Paragraphs that a program cut into short lines, made whole again (RFC 3676)."""


def joined(text: str, *, delsp: bool = False) -> str:
    paragraphs: list[str] = []
    goes_on = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        # A line that begins with a blank or a mark was given one more, to tell it from a quote.
        words = line[depth:].removeprefix(" ")
        if goes_on == depth and words != "-- ":
            paragraphs.append(words)
        else:
            paragraphs.append("\n" + ">" * depth + (" " if depth else "") + words)
        # "-- " begins a signature and is not the first half of anything.
        goes_on = depth if words.endswith(" ") and words != "-- " else -1
        if delsp and goes_on >= 0:
            paragraphs[-1] = paragraphs[-1][:-1]
    return "".join(paragraphs).removeprefix("\n")
