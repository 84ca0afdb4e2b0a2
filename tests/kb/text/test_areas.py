import doctest

from kb.text import areas
from kb.text.areas import is_area, named, of_any_computer


def test_the_examples_in_the_docs_hold() -> None:
    """What the docstrings show is what the functions give."""
    assert 0 == doctest.testmod(areas).failed


def test_a_hint_is_not_a_name() -> None:
    """A snapshot may be of a backup, but does not have to be."""
    assert frozenset() == named("the snapshot of my disk fails")


def test_folders_of_a_team_are_no_areas() -> None:
    """Pages in folders of other names are meant wherever their words are said."""
    assert not is_area("our-runbooks")
    assert is_area("aks")


def test_stop_codes_are_enough_by_themselves() -> None:
    """SSH refuses logins everywhere; a stop code is looked up wherever it is pasted."""
    assert of_any_computer("guest/SshPermissionDenied")
    assert not of_any_computer("guest/0xc0000034")
