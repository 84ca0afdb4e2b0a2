import re

from hypothesis import given
from hypothesis import strategies as st

from kb.text.offsets import TracedText

PIECES = st.lists(st.tuples(st.text("abc \n", max_size=4), st.sampled_from(["&quot;", "\\n", "xyz"])), max_size=8)


def test_a_position_in_a_rewritten_text_leads_to_the_text_as_given() -> None:
    """What stands after a shortened part is found where it stood before."""
    given_text = TracedText('say &quot;code&quot; twice: "code"')

    cleaned = given_text.sub(re.compile("&quot;"), '"').sub(re.compile('"'), "")
    at = cleaned.text.index("code")

    assert (10, 14) == cleaned.origin(at, at + 4)
    assert "code" == given_text.text[10:14]


def test_a_position_inside_replaced_text_means_all_that_was_replaced() -> None:
    """A character that came out of an escape leads to the whole escape."""
    text = TracedText("a&amp;b").sub(re.compile("&amp;"), "&")

    assert (1, 6) == text.origin(1, 2)
    assert (0, 7) == text.origin(0, 3)


def test_a_part_of_a_text_still_knows_its_origin() -> None:
    """Offsets of a slice lead through the layers below it."""
    text = TracedText("<<ab>>cd").sub(re.compile("<<|>>"), "").sliced(1, 4)

    assert "bcd" == text.text
    assert (3, 4) == text.origin(0, 1)
    assert (6, 8) == text.origin(1, 3)


@given(PIECES)
def test_untouched_characters_keep_their_origin(pieces: list[tuple[str, str]]) -> None:
    """Whatever is replaced, each character that stays leads to itself."""
    given_text = TracedText("".join(kept + cut for kept, cut in pieces))
    cut = given_text.sub(re.compile(r"&quot;|\\n"), "").sub(re.compile("xyz"), "--")

    for at, character in enumerate(cut.text):
        if character != "-":
            start, end = cut.origin(at, at + 1)
            assert character == given_text.text[start:end]


@given(PIECES, st.data())
def test_origins_keep_their_order(pieces: list[tuple[str, str]], data: st.DataObject) -> None:
    """A stretch of a rewritten text leads to a stretch of the text as given."""
    given_text = TracedText("".join(kept + cut for kept, cut in pieces))
    flat = given_text.sub(re.compile("xyz"), "a longer text").flattened()
    start = data.draw(st.integers(0, len(flat.text)))
    end = data.draw(st.integers(start, len(flat.text)))

    first, last = flat.origin(start, end)

    assert 0 <= first <= last <= len(given_text.text)


@given(st.text("a‘’“ \u00a0", max_size=12), st.data())
def test_other_characters_in_the_same_places_lead_to_the_same_places(text: str, data: st.DataObject) -> None:
    """Replacing characters one by one moves nothing, and gives the text itself where there are none."""
    traced = TracedText(f"> {text}").replaced([(0, 2, "")])
    straight = traced.translated(str.maketrans({"‘": "'", "’": "'", "“": '"', "\u00a0": " "}))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    assert traced.origin(start, end) == straight.origin(start, end)
    assert len(text) == len(straight.text)
    assert (straight is traced) == text.isascii()
