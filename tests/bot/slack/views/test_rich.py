"""The prose of an entry becomes rich text, in which nothing acts."""

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.views.rich import bold, code, context, header, link, paragraph, plain, prose


def test_code_and_bold_are_drawn() -> None:
    """Backticks and double stars of an entry become code and bold."""
    expected = [plain("Run "), code("az vm start"), plain(" "), bold("now"), plain(".")]
    assert expected == prose("Run `az vm start` **now**.")


def test_a_link_in_prose_is_text() -> None:
    """Title and address of a link are shown, and cannot be clicked."""
    assert [plain("see "), plain("docs (https://aka.ms/x)")] == prose("see [docs](https://aka.ms/x)")


@given(st.text(alphabet="ab `*[]()"))
def test_prose_keeps_its_words(markdown: str) -> None:
    """Only markup goes; every letter stays, in order."""
    letters = [letter for part in prose(markdown) for letter in str(part["text"]) if letter.isalpha()]
    assert [letter for letter in markdown if letter.isalpha()] == letters


def test_small_print_is_literal() -> None:
    """Small print is the one place with mrkdwn: it is escaped, and Slack is told to turn nothing into links."""
    (element,) = context("<!here>", "see https://example.com")["elements"]
    expected = {"type": "mrkdwn", "text": "&lt;!here&gt;\nsee https://example.com", "verbatim": True}
    assert expected == element


def test_only_https_can_be_clicked() -> None:
    """A reference that is no https address is shown as text."""
    assert {"type": "link", "url": "https://aka.ms/x", "text": "docs"} == link("docs", "https://aka.ms/x")
    assert plain("docs (javascript:alert(1))") == link("docs", "javascript:alert(1)")


def test_a_title_is_one_line_within_the_limit() -> None:
    """Line ends in a title are spaces, what is too long is cut, and nothing becomes something."""
    assert "one two" == header("one\ntwo")["text"]["text"]
    assert 150 == len(header("x" * 200)["text"]["text"])
    assert "…" == header(" ")["text"]["text"]


def test_empty_pieces_are_left_out() -> None:
    """Slack takes no empty text, so no paragraph holds one."""
    assert [plain("x")] == paragraph(plain(""), plain("x"))["elements"]
    assert [plain(" ")] == paragraph(plain(""))["elements"]
