"""Bytes become text, or nothing, whoever made them."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.usecases.files.decoding import text_of

TEXT = "Fehler: Zuweisung für die Größe gescheitert\nAllocationFailed\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1"])
def test_text_is_read_in_each_usual_encoding(encoding: str) -> None:
    """With a mark and without."""
    assert text_of(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE])
def test_big_ends_are_told_by_their_mark(mark: bytes) -> None:
    """As some tools of Windows and Java write them."""
    encoding = "utf-16-be" if mark == codecs.BOM_UTF16_BE else "utf-32-be"
    assert text_of(mark + TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 AllocationFailed",
        b"\x89PNG\r\n\x1a\n" + b"x" * 99,
        bytes(range(256)) * 40,
        b"\0\1\2\3" * 99,
        b"\x01" * 99,
    ],
)
def test_what_programs_store_is_no_text(data: bytes) -> None:
    """Also where letters stand in between."""
    assert text_of(data) is None


@given(st.binary(max_size=4000))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Nothing breaks the reading."""
    assert isinstance(text_of(data), str | None)


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1, max_size=400))
def test_all_that_people_write_comes_back(text: str) -> None:
    """As UTF-8, unless it begins as something else does."""
    marks = ("\ufeff", "\ufffe", "%PDF-", "GIF8", "Rar!")
    if not text.startswith(marks) and "\N{REPLACEMENT CHARACTER}" not in text and "\x7f" not in text:
        assert text_of(text.encode()) == text
