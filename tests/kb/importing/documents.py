"""Small checkouts of documentation for tests."""

from pathlib import Path

from kb.entry import Entry
from kb.importing import Imported, import_folder

DOCS = Path(__file__).parents[2] / "data" / "docs"
NOWHERE = Path(__file__).parent / "no-such-folder"


def imported(folder: Path, *, licence: str = "") -> Imported:
    """Import a folder of documents."""
    return import_folder(folder, without=NOWHERE, licence=licence)


def by_id(result: Imported) -> dict[str, Entry]:
    """Give the drafts by their ids."""
    return {entry.id: entry for entry in result.entries}


def imported_text(folder: Path, text: str, *, name: str = "repo/articles/virtual-machines/a.md") -> Imported:
    """Import a single document."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return imported(folder, licence="MIT")
