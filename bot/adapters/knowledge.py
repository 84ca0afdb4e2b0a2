"""The library of entries: the shipped ones, and the team's own over them."""

from __future__ import annotations

from pathlib import Path

from kb.library import Library, load_library


class NoTeamFolderError(ValueError):
    """The team's folder of entries does not exist; the message is one sentence for the person who set it."""


def load_knowledge(team: Path | None, cache: Path) -> Library:
    """Give the library with the entries of the team's folder, if there is one.

    Raises:
        NoTeamFolderError: AZTRIAGE_KB names no folder.
    """
    try:
        return load_library(team=team, cache=cache)
    except NotADirectoryError:
        message = f"AZTRIAGE_KB names '{team}', which is no folder; create it or unset AZTRIAGE_KB."
        raise NoTeamFolderError(message) from None
