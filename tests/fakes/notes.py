"""Notes in a dictionary."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.usecases.team_ports import Note


class FakeNotes:
    """The port Notes."""

    def __init__(self, *notes: Note) -> None:
        self._notes = {note.id: note for note in notes}

    def add(self, note: Note) -> None:
        """Keep a note."""
        self._notes[note.id] = note

    def get(self, note: str) -> Note | None:
        """Give a note by its id, removed or not."""
        return self._notes.get(note)

    def edit(self, note: str, markdown: str, *, at: datetime) -> bool:
        """Replace the text of a note; False if there is none, or it was removed."""
        return self._change(note, markdown=markdown, edited=at)

    def remove(self, note: str, *, at: datetime) -> bool:
        """Take a note away, its text for ever; False if there is none, or it was removed before."""
        return self._change(note, markdown="", removed=at)

    def of(self, entry: str, *, workspace: str) -> Sequence[Note]:
        """Give the notes of a workspace on an entry, oldest first."""
        standing = [one for one in self._notes.values() if one.removed is None]
        chosen = [one for one in standing if (one.entry, one.workspace) == (entry, workspace)]
        return sorted(chosen, key=lambda one: (one.written, one.id))

    def forget_workspace(self, workspace: str) -> int:
        """Forget what came from a workspace; gives how many."""
        kept = len(self._notes)
        self._notes = {name: note for name, note in self._notes.items() if note.workspace != workspace}
        return kept - len(self._notes)

    def _change(self, note: str, **changed: object) -> bool:
        known = self._notes.get(note)
        if known is None or known.removed is not None:
            return False
        self._notes[note] = replace(known, **changed)  # type: ignore[arg-type]
        return True
