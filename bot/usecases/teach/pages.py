"""New pages: proposed by anybody, checked like every page, accepted or rejected by a maintainer."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from bot.usecases.ports import Clock
from bot.usecases.teach.form import Form, Misfit, misfits, page_of
from bot.usecases.teach.notes import Refused
from bot.usecases.team_ports import Draft, Drafts
from kb.checks import check_pages
from kb.checks.examples import examples
from kb.checks.page import Page
from kb.faults import Fault
from kb.library import Library
from kb.reading import read, render

OWNER: Final = "team"
_NOBODY: Final = (
    "Nobody may review pages yet: whoever runs me sets AZTRIAGE_MAINTAINERS to the Slack ids of those who may."
)
LayOver = Callable[[Library, Sequence[Draft]], Library]


def _new_id() -> str:
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class ProposePages:
    """The use case. `library` gives what is known by now, `lay_over` lays drafts over it, `taught` tells of new pages.

    Every method raises StoreError if the store cannot be used.
    """

    drafts: Drafts
    clock: Clock
    library: Callable[[], Library]
    lay_over: LayOver
    taught: Callable[[], None]
    maintainers: frozenset[str] = frozenset()
    new_id: Callable[[], str] = _new_id

    def propose(
        self, form: Form, *, workspace: str, person: str, cluster: str = "", instead: str = ""
    ) -> Draft | tuple[Misfit, ...]:
        """Give the draft that was kept, in place of the open one with the id `instead`; or what is wrong, by field."""
        made = page_of(form)
        if isinstance(made, Misfit):
            return (made,)
        name, page = made
        draft = Draft(instead or self.new_id(), name, workspace, person, page, self.clock.now(), cluster=cluster)
        wrong = self._wrong(draft, before=instead)
        if wrong:
            return wrong
        self.drafts.put(draft)
        return draft

    def get(self, draft: str) -> Draft | None:
        """Give a draft by its id."""
        return self.drafts.get(draft)

    def accept(self, draft: str, *, person: str) -> Draft | Refused:
        """Give the draft that is a page of the team from now on."""
        return self._review(draft, person, accepts=True)

    def reject(self, draft: str, *, person: str) -> Draft | Refused:
        """Give the draft that is put away."""
        return self._review(draft, person, accepts=False)

    def _review(self, draft: str, person: str, *, accepts: bool) -> Draft | Refused:
        if not self.maintainers:
            return Refused(_NOBODY)
        if person not in self.maintainers:
            return Refused("Only maintainers review pages.")
        known = self.drafts.get(draft)
        if known is None:
            return Refused("This draft is gone.")
        now = self.clock.now()
        if not self.drafts.review(draft, "accepted" if accepts else "rejected", by=person, at=now):
            return Refused(f"This draft was {known.state} before.")
        if accepts:
            self.taught()
        return self.drafts.get(draft) or known

    def _wrong(self, draft: Draft, *, before: str) -> tuple[Misfit, ...]:
        library = self.library()
        known = {entry.lower() for index in library.layers for entry in index.ids}
        waiting = {one.name.lower() for one in self.drafts.all() if one.id != before}
        if draft.name.lower() in known:
            return (Misfit("code", f"There is a page {draft.name} already: add a note to it, or give a variant."),)
        if draft.name.lower() in waiting:
            return (Misfit("code", f"A page {draft.name} is proposed already and waits for its review."),)
        faults = list(_faults(draft, self.lay_over(library, [draft]), today=self.clock.now()))
        return misfits(sorted(faults), draft.markdown)


def finished(draft: Draft) -> str:
    """Give the page of an accepted draft as it is exported and used: reviewed, with date and owner."""
    entry = read(draft.markdown, entry_id=draft.name, path=draft.name).entry
    if entry is None:
        return draft.markdown
    reviewed = (draft.reviewed or draft.written).astimezone(UTC).date().isoformat()
    return render(replace(entry, status="reviewed", reviewed=reviewed, owner=OWNER))


def _faults(draft: Draft, library: Library, *, today: datetime) -> Iterator[Fault]:
    reading = read(draft.markdown, entry_id=draft.name, path=draft.name)
    yield from reading.faults
    if reading.entry is None:
        return
    page = Page(reading.entry, draft.name, draft.markdown)
    yield from check_pages([page], today=today.date(), known=[one for index in library.layers for one in index.ids])
    yield from examples([page], library)
