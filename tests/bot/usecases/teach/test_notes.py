"""Notes are added by anybody, changed by who wrote them and by maintainers, and shown where they were written."""

import pytest

from bot.usecases.ports import StoreError
from bot.usecases.teach.notes import LONGEST, MOST_SHOWN, Refused, TakeNotes
from bot.usecases.team_ports import Note
from tests.bot.slack.samples import ALLOCATION, answer
from tests.fakes.clock import FakeClock
from tests.fakes.notes import FakeNotes

KNOWN = answer(matches=(ALLOCATION,))
KEY = "AccountKey=" + "c2VjcmV0" * 8


def taking(notes: FakeNotes | None = None) -> TakeNotes:
    """Give the use case with one maintainer."""
    ids = iter(f"N{number}" for number in range(100))
    return TakeNotes(notes or FakeNotes(), FakeClock(), frozenset({"U9"}), new_id=lambda: next(ids))


def added(take: TakeNotes, text: str = "Use *westeurope*.", *, entry: str = ALLOCATION.entry) -> Note:
    """Give a note of U1."""
    note = take.add(entry, text, workspace="T1", person="U1")
    assert isinstance(note, Note)
    return note


def test_a_note_is_shown_with_the_entry() -> None:
    """Later answers in the workspace carry it; those of other workspaces and about other entries do not."""
    take = taking()
    note = added(take)
    added(take, entry="compute/Other")
    shown = take.with_notes(KNOWN, workspace="T1")
    assert ((note,), ()) == (shown.notes, take.with_notes(KNOWN, workspace="T2").notes)
    assert () == take.with_notes(answer(), workspace="T1").notes


def test_secrets_are_taken_out_of_notes() -> None:
    """What is kept holds none."""
    assert "c2VjcmV0" not in added(taking(), f"the key is {KEY}").markdown


def test_only_author_and_maintainers_change_a_note() -> None:
    """Others are refused; a note of another workspace is as if it were not there."""
    take = taking()
    note = added(take)
    stranger = take.edit(note.id, "x", workspace="T1", person="U2")
    assert Refused("Only who wrote this note, and maintainers, can change it.") == stranger
    assert Refused("This note is gone.") == take.remove(note.id, workspace="T2", person="U1")
    edited = take.edit(note.id, "Better.", workspace="T1", person="U1")
    assert isinstance(edited, Note)
    assert (edited,) == take.of(note.entry, workspace="T1")
    assert isinstance(take.remove(note.id, workspace="T1", person="U9"), Note)
    assert () == take.of(note.entry, workspace="T1")
    assert Refused("This note is gone.") == take.edit(note.id, "x", workspace="T1", person="U1")


@pytest.mark.parametrize("text", ["", "  \n", "x" * (LONGEST + 1)])
def test_a_note_has_a_length(text: str) -> None:
    """Nothing, and too much, are refused with a sentence."""
    assert isinstance(taking().add("compute/X", text, workspace="T1", person="U1"), Refused)


def test_of_many_notes_the_newest_are_shown() -> None:
    """An answer is not buried under notes."""
    take = taking()
    notes = [added(take, f"{number}") for number in range(MOST_SHOWN + 2)]
    assert tuple(notes[2:]) == take.with_notes(KNOWN, workspace="T1").notes


def test_an_answer_comes_without_notes_when_the_store_is_away() -> None:
    """The answer matters more."""

    class Away(FakeNotes):
        def of(self, entry: str, *, workspace: str) -> list[Note]:
            """Fail."""
            raise StoreError("away")

    assert KNOWN == taking(Away()).with_notes(KNOWN, workspace="T1")
