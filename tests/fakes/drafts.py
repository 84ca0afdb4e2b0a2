"""Drafts in a dictionary."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.usecases.team_ports import Draft, DraftState


class FakeDrafts:
    """The port Drafts."""

    def __init__(self, *drafts: Draft) -> None:
        self._drafts = {draft.id: draft for draft in drafts}

    def put(self, draft: Draft) -> None:
        """Keep a draft, in place of the one with its id."""
        self._drafts[draft.id] = draft

    def get(self, draft: str) -> Draft | None:
        """Give a draft by its id."""
        return self._drafts.get(draft)

    def review(self, draft: str, state: DraftState, *, by: str, at: datetime) -> bool:
        """Accept or reject an open draft; False if it is not open."""
        known = self._drafts.get(draft)
        if known is None or known.state != "open":
            return False
        self._drafts[draft] = replace(known, state=state, reviewer=by, reviewed=at)
        return True

    def all(self, state: DraftState = "open") -> Sequence[Draft]:
        """Give the drafts in this state, oldest first."""
        chosen = [draft for draft in self._drafts.values() if draft.state == state]
        return sorted(chosen, key=lambda draft: (draft.written, draft.id))

    def forget_workspace(self, workspace: str) -> int:
        """Forget what came from a workspace; gives how many."""
        theirs = [draft for draft in self._drafts.values() if draft.workspace == workspace]
        for draft in theirs:
            if draft.state == "accepted":
                self._drafts[draft.id] = replace(draft, workspace="", author="", reviewer="")
            else:
                del self._drafts[draft.id]
        return sum(draft.state != "accepted" for draft in theirs)
