import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.cleaning import clean
from kb.text.offsets import TracedText

ERROR = "Error: AllocationFailed: Allocation failed"
SHAPES = {
    "terminal colours": f"\x1b[31m{ERROR}\x1b[0m",
    "terminal colours that were escaped": f"\\u001b[31m{ERROR}\\u001b[0m",
    "a terraform box": f"╷\n│ {ERROR}\n╵",
    "a box of bars": f"| {ERROR}",
    "a quoted mail": f"> > {ERROR}",
    "a comment": f"# {ERROR}",
    "a prompt": f"$ {ERROR}",
    "a PowerShell prompt": f"PS C:\\Users\\ops> {ERROR}",
    "a time": f"[2026-03-02T06:41:10.118Z] {ERROR}",
    "a bold text": f"**{ERROR}**",
    "HTML": f"<p>{ERROR}<br/></p>",
    "HTML entities": ERROR.replace(" ", "&nbsp;"),
    "URL encoding": "Error%3A%20AllocationFailed%3A%20Allocation%20failed",
    "URL encoding, twice": "Error%253A%2520AllocationFailed%253A%2520Allocation%2520failed",
    "zero-width characters": ERROR.replace("A", "\u200bA"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_what_surrounds_an_error_is_taken_away(shape: str) -> None:
    """The error is found whole, whatever a terminal, a browser or a chat put around it."""
    assert ERROR in clean(TracedText(SHAPES[shape])).text


@pytest.mark.parametrize("shape", SHAPES)
def test_the_code_leads_back_to_where_it_was_pasted(shape: str) -> None:
    """Offsets in the cleaned text point into the text as given."""
    text = SHAPES[shape]
    cleaned = clean(TracedText(text))
    at = cleaned.text.index("llocationFailed")

    start, end = cleaned.origin(at, at + len("llocationFailed"))

    assert "llocationFailed" == text[start:end]


def test_curly_quotes_become_straight_ones() -> None:
    """Documents turn straight quotes into curly ones; Azure never prints those."""
    assert "\"code\": 'x'" == clean(TracedText("“code”: ‘x’")).text


def test_a_placeholder_is_no_html() -> None:
    """Only tags of HTML go; `<vm-name>` stays."""
    assert "VM <vm-name> and <resource>" == clean(TracedText("VM <vm-name> and <resource>")).text


def test_an_ordinary_percentage_stays() -> None:
    """A few percent signs do not make a text URL-encoded."""
    assert "at 20%25 of 100%" == clean(TracedText("at 20%25 of 100%")).text


@given(st.text(max_size=300))
def test_any_text_can_be_cleaned(text: str) -> None:
    """No text breaks the cleaning, and every offset stays inside the text as given."""
    cleaned = clean(TracedText(text))

    for at in range(len(cleaned.text)):
        start, end = cleaned.origin(at, at + 1)
        assert 0 <= start <= end <= len(text)
