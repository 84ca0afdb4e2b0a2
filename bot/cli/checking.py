"""All checks over the shipped pages and a team's."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from kb.checks import check_pages, load_pages
from kb.checks.examples import examples
from kb.compiling import compiled
from kb.faults import Fault
from kb.index import read_index
from kb.library import SHIPPED, Library


def check_folders(team: Path | None, *, shipped_too: bool) -> tuple[list[Fault], int]:
    """Give the faults of the shipped pages (if asked for) and of a team's folder, in order, and the number of pages.

    A team's pages are checked as they are used: laid over the shipped ones.
    """
    own = team is not None and team.resolve() != SHIPPED.resolve() and SHIPPED.resolve() not in team.resolve().parents
    layers = [read_index(compiled(SHIPPED))]
    folders = [SHIPPED] if shipped_too or not own else []
    if own and team is not None:
        layers.append(read_index(compiled(team)))
        folders.append(team)
    library = Library(tuple(layers))
    today = datetime.now(UTC).date()
    faults: list[Fault] = []
    count = 0
    for folder in folders:
        pages, unread = load_pages(folder, shown=_shown)
        chosen = pages if own or team is None else [page for page in pages if _is_in(page.path, team)]
        faults += [Fault(_shown(Path(f.path)), f.line, f.what, f.mend, f.severity) for f in unread]
        faults += check_pages(chosen, today=today, known=[name for index in layers for name in index.ids])
        faults += examples(chosen, library)
        count += len(chosen) + len({fault.path for fault in unread if fault.severity == "error"})
    return sorted(set(faults)), count


def _is_in(path: str, folder: Path) -> bool:
    return folder.resolve() in Path(path).resolve().parents


def _shown(path: Path) -> str:
    """Give a path as short as it can be said from here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
