import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.clustering.masking import masked
from analysis.clustering.skeleton import skeleton
from analysis.clustering.unwrapping import innermost

SAME = [
    ("Disk 'a' is attached to VM web-01.", "Disk 'my data' is attached to VM vm-7."),
    ("Not allowed in East US 2.", "Not allowed in westeurope."),
    ("Quota exceeded. Please see https://aka.ms/x for details.", "Quota exceeded."),
    ("The SAS token is invalid (see https://aka.ms/sas).", "The SAS token is invalid."),
    ("Denied. Trace ID: 00a1 Correlation ID: 00b2 Timestamp: 2026-01-01 00:00:00Z", "Denied."),
    ("Busy.\nRequestId:00a1-1-1\nTime:2026-11-20T09:14:03.1Z", "Busy."),
    ("Constraints applied are:\n  - VM Size", "Constraints applied are:\n  - Zone\n  - Two Networks"),
    ("It failed. Error message: 'x'", "It failed. Error message: Access is denied"),
    ("Resource is in Updating state.", "Resource is in Failed state."),
    ("The disk can’t be used.", "The disk can't be used."),
    ("Tags [a, b] are wrong.", "Tags [c] are wrong."),
]
OTHER = [
    ("The disk is in use.", "The disk is not in use."),
    ("The specified blob does not exist.", "The specified container does not exist."),
    ("No capacity in this region.", "No capacity in this zone."),
    ("Template validation failed: 'The value for a is not in the list.'", "Template validation failed: 'A b c.'"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_varies_does_not_count(one: str, other: str) -> None:
    """Names, regions, links, trace ids, lists, states and other programs' output make no other skeleton."""
    assert skeleton(masked(one)) == skeleton(masked(other))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_tells_causes_apart_counts(one: str, other: str) -> None:
    """A public word more or less makes another skeleton, also in a sentence that is quoted after a colon."""
    assert skeleton(masked(one)) != skeleton(masked(other))


def test_a_skeleton_is_lower_case_words_and_variables() -> None:
    """Only public words are kept, so that no name and no secret can be in a skeleton."""
    assert "cannot attach data disk <*> to vm <*>" == skeleton("Cannot attach data disk <*> to VM Zqxj-Ypsilon7!")


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever is logged, a skeleton that is not empty comes out."""
    assert skeleton(masked(text))


@pytest.mark.parametrize(
    "piece", ["'a", "\n", " ", "see ", "<help>", "{", "[", '\\"', "id: ", "a-b-c ", '{"message":"']
)
def test_long_texts_do_not_take_long(piece: str) -> None:
    """A megabyte of what makes patterns go back and forth is read in no time."""
    assert skeleton(masked(innermost(piece * (1_000_000 // len(piece)))[0]))
