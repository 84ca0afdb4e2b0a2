"""Decisions about clusters are recorded and taken back."""

from bot.usecases.ports import Case
from bot.usecases.teach.decide import Decide
from bot.usecases.teach.notes import Refused
from tests.fakes.cases import FakeCases
from tests.fakes.clock import NOON, FakeClock


def test_a_decision_is_in_force_until_it_is_taken_back() -> None:
    """It says who and when; taken back twice, the second time it is said that it is no longer in force."""
    cases = FakeCases()
    decide = Decide(cases, FakeClock())
    fixed = decide("c1", "fixed", person="U1")
    assert Case("c1", "fixed", "U1", NOON) == fixed
    assert [fixed] == [*cases.all()]
    assert fixed == decide.undo("c1", NOON, person="U2")
    assert [] == cases.all()
    assert isinstance(decide.undo("c1", NOON, person="U2"), Refused)


def test_a_merge_names_another_cluster() -> None:
    """A cluster is not merged into itself or into nothing; a split names none."""
    decide = Decide(FakeCases(), FakeClock())
    assert Case("c1", "merged", "U1", NOON, into="c2") == decide("c1", "merged", person="U1", into="c2")
    assert Case("c1", "split", "U1", NOON) == decide("c1", "split", person="U1", into="c2")
    refused = [decide("c1", "merged", person="U1", into=into) for into in ("", "c1")]
    assert all(isinstance(one, Refused) for one in refused)
    assert isinstance(decide("c1", "burnt", person="U1"), Refused)
