import doctest

import pytest

from kb.text import subjects as room
from kb.text.subjects import pairs, subjects


def test_the_examples_in_the_docs_hold() -> None:
    """What the docstring shows is what the function gives."""
    assert 0 == doctest.testmod(room).failed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the deploy hangs", "deploying never finishes"),
        ("no vCPUs left", "core quota"),
        ("can I grow the drive", "resizing disks"),
        ("delete the pip", "removing a public IP"),
        ("getting 429s", "too many requests"),
        ("reboot", "restarted"),
    ],
)
def test_everyday_words_for_one_thing_are_one(one: str, other: str) -> None:
    """Two ways of saying it are about the same."""
    assert set(subjects(one)) == set(subjects(other))


def test_words_that_tell_nothing_are_left_out() -> None:
    """Questions and politeness are about nothing."""
    assert {} == subjects("hi team, why does it fail and how do I know?")


def test_what_is_missing_is_not_what_is_there() -> None:
    """A VM without a network card is another matter than a network card; no quota is a matter of quota."""
    assert "not network_interface" in subjects("vm without a nic")
    assert "not quota" not in subjects("no quota left")


def test_pairs_know_no_order_and_skip_empty_words() -> None:
    """Two neighbours are a pair whichever comes first, and small words between them do not count."""
    assert pairs("routes of the nic") == pairs("nic routes")
    assert set() == pairs("subnet")
