"""Notes: what a person adds to an entry, shown with every later answer of that entry in the workspace."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from bot.usecases.answers import Explanation
from bot.usecases.ports import Clock, StoreError
from bot.usecases.team_ports import Note, Notes
from kb.text.redaction import redact

LONGEST: Final = 2000
MOST_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Refused:
    """What was asked is not done; `reason` is one sentence."""

    reason: str


def _new_id() -> str:
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class TakeNotes:
    """The use case. Notes are changed by who wrote them and by `maintainers`; texts are redacted before they are kept.

    Every method but `with_notes` raises StoreError if the store cannot be used.
    """

    notes: Notes
    clock: Clock
    maintainers: frozenset[str] = frozenset()
    redact_emails: bool = False
    new_id: Callable[[], str] = _new_id

    def add(self, entry: str, markdown: str, *, workspace: str, person: str) -> Note | Refused:
        """Give the note that was added to an entry."""
        text = self._cleaned(markdown)
        if isinstance(text, Refused):
            return text
        note = Note(self.new_id(), entry, workspace, person, text, self.clock.now())
        self.notes.add(note)
        return note

    def edit(self, note: str, markdown: str, *, workspace: str, person: str) -> Note | Refused:
        """Give the note with its new text."""
        known = self._own(note, workspace, person)
        text = self._cleaned(markdown)
        if isinstance(known, Refused) or isinstance(text, Refused):
            return known if isinstance(known, Refused) else text  # type: ignore[return-value]
        now = self.clock.now()
        self.notes.edit(note, text, at=now)
        return replace(known, markdown=text, edited=now)

    def remove(self, note: str, *, workspace: str, person: str) -> Note | Refused:
        """Give the note that was taken away."""
        known = self._own(note, workspace, person)
        if isinstance(known, Note):
            self.notes.remove(note, at=self.clock.now())
        return known

    def of(self, entry: str, *, workspace: str) -> tuple[Note, ...]:
        """Give the notes of a workspace on an entry, oldest first."""
        return tuple(self.notes.of(entry, workspace=workspace))

    def may_change(self, note: Note, person: str) -> bool:
        """Say whether a person may change a note."""
        return person == note.author or person in self.maintainers

    def with_notes(self, answer: Explanation, *, workspace: str) -> Explanation:
        """Give an answer with the newest notes on its entries; without them, if the store is away."""
        best = {match.error: match.entry for match in reversed(answer.matches)}
        try:
            found = [note for entry in dict.fromkeys(best.values()) for note in self.of(entry, workspace=workspace)]
        except StoreError:
            return answer
        shown = sorted(found, key=lambda note: note.edited or note.written)[-MOST_SHOWN:]
        return replace(answer, notes=tuple(shown)) if shown else answer

    def _own(self, note: str, workspace: str, person: str) -> Note | Refused:
        known = self.notes.get(note)
        if known is None or known.removed is not None or known.workspace != workspace:
            return Refused("This note is gone.")
        if not self.may_change(known, person):
            return Refused("Only who wrote this note, and maintainers, can change it.")
        return known

    def _cleaned(self, markdown: str) -> str | Refused:
        text = redact(markdown.strip(), emails=self.redact_emails).text.text
        if not text:
            return Refused("Write something first.")
        return text if len(text) <= LONGEST else Refused(f"Keep a note to {LONGEST} characters; this has {len(text)}.")
