"""Texts of a megabyte made to cost time. A run that does not end is stopped by the test runner's own limit."""

import pytest

from bot.usecases.explain import Explain
from kb.library import load_library

EXPLAIN = Explain(load_library())
MEGABYTE = 1_000_000
PIECES = {
    "quotes": '"',
    "backslashes": "\\",
    "open braces": "{",
    "open objects": '{"message":"x }',
    "messages": '"message":"',
    "codes": '"code":"AllocationFailed",',
    "nested details": '{"code":"Abc","details":[',
    "code-like words": "AllocationFailed: x ",
    "near codes": "ZonalAllocationFaild ",
    "one word of many humps": "Aa",
    "tags": "<a ",
    "encoded quotes": "%22%7B",
    "entities": "&quot;",
    "blanks": " ",
    "line ends": "\n",
    "brackets": "(Abcd) ",
    "statuses": 'Status: "AbcDef" ',
    "boxes": "│ ",
    "commands": "az vm x ",
    "resource ids": "/subscriptions/",
    "passwords": "password=",
    "known words": "allocation failed sufficient capacity requested size region ",
    "lists of states": '["Failed",',
}


@pytest.mark.parametrize("piece", PIECES)
def test_a_megabyte_of_anything_is_answered(piece: str) -> None:
    """Whatever is repeated, an answer comes, with no more matches than errors can be told apart."""
    answer = EXPLAIN((PIECES[piece] * (MEGABYTE // len(PIECES[piece]))) + "\nCode: SkuNotAvailable")

    assert len(answer.matches) <= 25
