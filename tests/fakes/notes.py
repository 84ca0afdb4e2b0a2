"""Notes in a list."""

from collections.abc import Sequence

from bot.usecases.ports import Note


class FakeNotes:
    """The port Notes."""

    def __init__(self, *notes: Note) -> None:
        self._notes = list(notes)

    def add(self, note: Note) -> None:
        """Keep a note."""
        self._notes.append(note)

    def of(self, entry: str) -> Sequence[Note]:
        """Give the notes on an entry, oldest first."""
        return sorted((note for note in self._notes if note.entry == entry), key=lambda note: note.written)
