"""The library of entries: the shipped ones, and the team's own over them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kb.library import Library, load_library

if TYPE_CHECKING:
    from bot.usecases.team_ports import Draft


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


def lay_over(library: Library, drafts: Sequence[Draft]) -> Library:
    """Give the library with the pages of drafts over the shipped ones; pages in the team's folder hide them."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - reading pages loads slowly, and few need it

    from bot.usecases.teach.pages import finished  # noqa: PLC0415
    from kb.compiling import compiled  # noqa: PLC0415
    from kb.index import read_index  # noqa: PLC0415

    with TemporaryDirectory(prefix="aztriage-pages-") as name:
        folder = Path(name)
        for draft in drafts:
            path = folder / f"{draft.name}.md"
            if path.resolve().is_relative_to(folder.resolve()):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(finished(draft), encoding="utf-8")
        index = read_index(compiled(folder))
    return Library((library.layers[0], index, *library.layers[1:]))
