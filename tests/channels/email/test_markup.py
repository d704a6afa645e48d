"""A page's words, as somebody reads them."""

import pytest

from mostrador.channels.email import markup


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Guten Tag,</p><p>die Lampe\n flackert.</p>", "Guten Tag,\n\ndie Lampe flackert."),
        ("a<br>b<BR/>c", "a\nb\nc"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"),
        ("&Uuml;ber 5 &euro; &lt;b&gt; &amp;nbsp;", "Über 5 € <b> &nbsp;"),
        ("a&nbsp;&nbsp; b", "a b"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<style>p{color:red}</style><script>if(a<b)alert('x')</script>words", "words"),
        ("<title>no</title><!--[if mso]>no<![endif]-->words", "words"),
        ("<blockquote>old<blockquote>older</blockquote></blockquote>new",
         "> old\n>\n> > older\n>\nnew"),
        ('<a href="https://a.example/x">here</a>.', "here <https://a.example/x> ."),
        ('<a href="https://a.example/">a.example</a>', "a.example <https://a.example/>"),
        ('<a href="https://a.example/">https://a.example</a>', "https://a.example"),
        ('<a href="mailto:anna@mail.example?subject=x">Anna</a>', "Anna <anna@mail.example>"),
        ("<a href='mailto:anna@mail.example'>anna@mail.example</a>", "anna@mail.example"),
        ('<a href="javascript:alert(1)">click</a>', "click"),
        ('<a href="https://a.example"><img src="logo.png"></a>words', "words"),
        ('<img alt="a > b" src=x>words', "words"),
        ("<a title=Don't href=https://a.example>here</a>", "here <https://a.example>"),
        ("<o:p>words</o:p><?xml x?><!DOCTYPE html>", "words"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("unfinished <b", "unfinished <b"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_page_becomes_text(page, text):
    assert markup.text_of(page) == text


@pytest.mark.parametrize(
    "page",
    ["<style>words", "<!-- words", "<script>words", "<title>words", "<template><p>words"],
)
def test_what_is_never_closed_does_not_swallow_the_letter(page):
    assert "words" in markup.text_of(page)


def test_a_number_too_long_to_read_stays_as_it_is():
    page = "&#" + "1" * 5_000 + ";"

    assert markup.text_of(page) == page
