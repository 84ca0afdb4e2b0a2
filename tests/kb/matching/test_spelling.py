"""Misspelt words of questions are put right; names and known words stay as they are."""

import pytest

from kb.library import load_library
from kb.matching.spelling import spelt

LIBRARY = load_library()


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("quota excedeed in westeurope", "quota exceeded in westeurope"),
        ("disk is not supportet by this size", "disk is not supported by this size"),
        ("vm stuck in provisoning", "vm stuck in provisioning"),
        ("availabilty set is full", "availability set is full"),
        ("ephermal os disk", "ephemeral os disk"),
    ],
)
def test_a_word_that_nobody_uses_becomes_its_neighbour(text: str, right: str) -> None:
    """One or two wrong letters do not hide what a question is about."""
    assert right == spelt(LIBRARY, text)


@pytest.mark.parametrize(
    "text",
    [
        "the lunch at the printer was delicious",
        "subnet of web-prodd-01 is full",
        "rg-excedeed/vm.excedeed is gone",
        "what does AllocationFaild mean",
        "it couldn't allocate",
        "",
    ],
)
def test_names_and_words_far_from_any_other_stay(text: str) -> None:
    """What is part of a name, or like no known word, is not touched."""
    assert text == spelt(LIBRARY, text)
