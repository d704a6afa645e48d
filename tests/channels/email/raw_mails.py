"""Mails as they come over the wire, byte by byte."""

ANNA = "Anna Keller <anna.keller@mail.example>"
WORDS = "Guten Tag,\n\nmeine Leselampe LM-1007 flackert."


def head(**fields: str) -> bytes:
    """Headers; a name's underscores are hyphens, and None leaves one out."""
    usual = {
        "From": ANNA,
        "To": "service@lichtmarkt.example",
        "Subject": "Lampe",
        "Date": "Thu, 12 Nov 2026 10:00:00 +0100",
        "Message_ID": "<1@mail.example>",
    }
    said = {**usual, **fields}
    lines = [f"{name.replace('_', '-')}: {value}\r\n" for name, value in said.items() if value]
    return "".join(lines).encode()


def mail(text: str = WORDS, **fields: str) -> bytes:
    declared = {"Content_Type": "text/plain; charset=utf-8", **fields}
    return head(**declared) + b"\r\n" + text.replace("\n", "\r\n").encode()


def page(html: str, **fields: str) -> bytes:
    return mail(html, Content_Type="text/html; charset=utf-8", **fields)


def parts(*bodies: str, kind: str = "mixed", **fields: str) -> bytes:
    """A multipart mail; every body begins with its own headers and an empty line."""
    content = "".join(f"--=_cut\n{body}\n" for body in bodies) + "--=_cut--\n"
    return mail(content, Content_Type=f'multipart/{kind}; boundary="=_cut"', **fields)


PLAIN = "Content-Type: text/plain; charset=utf-8\n\n"
HTML = "Content-Type: text/html; charset=utf-8\n\n"
