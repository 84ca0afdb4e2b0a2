"""Published documentation as draft entries: a checkout in, pages of the team and a report out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kb.entry import Entry, Reference
from kb.importing.annotations import read_annotations
from kb.importing.articles import read_articles
from kb.importing.bullets import read_bullets
from kb.importing.checkout import Checkout
from kb.importing.constants import is_source, read_constants
from kb.importing.document import Document, read_document
from kb.importing.drafts import entries_of, fitting
from kb.importing.finds import Find, Gap
from kb.importing.headings import read_headings
from kb.importing.inline import shortened
from kb.importing.labelled import read_labels
from kb.importing.merging import Page, grouped
from kb.importing.places import address_of, provider_of
from kb.importing.quotes import read_mentions, read_quotes
from kb.importing.selfhelp import read_selfhelp
from kb.importing.states import read_states
from kb.importing.tables import read_tables
from kb.importing.writing import LIST, REPORT, Written, write_drafts, write_report
from kb.reading import read, render

__all__ = ["LIST", "REPORT", "Imported", "NoLicenceError", "Written", "import_folder", "write_drafts", "write_report"]

# One for each family of shapes; adding a shape touches nothing else.
READERS: tuple[Callable[[Document], Iterator[Find | Gap]], ...] = (
    read_articles,
    read_headings,
    read_labels,
    read_tables,
    read_annotations,
    read_states,
    read_bullets,
    read_selfhelp,
    read_quotes,
    read_mentions,
)


class NoLicenceError(Exception):
    """No document of a checkout says under which licence it stands."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a checkout gave: its draft entries, what was not understood, and how many files were read."""

    entries: tuple[Entry, ...]
    gaps: tuple[Gap, ...]
    files: int

    @property
    def codes(self) -> tuple[str, ...]:
        """Give every code of the drafts once, in any casing."""
        return tuple({code.lower(): code for entry in self.entries for code in entry.codes}.values())


def import_folder(
    folder: Path, *, without: Path, licence: str = "", progress: Callable[[int, int], None] | None = None
) -> Imported:
    """Give the draft entries of all documents below a folder.

    Args:
        folder: the checkout.
        without: a folder inside it that is no part of it: that of the drafts.
        licence: under which licence the documents stand; without one, SOURCES.md and LICENSE files say.
        progress: told the number of files done and the number of all.

    Raises:
        NoLicenceError: there are documents, and none has a licence.
    """
    checkout = Checkout(folder.resolve(), licence)
    listed = list(checkout.paths(without=without.resolve()))
    # Fragments come last: those that a document includes are read with it.
    paths = sorted((path for path in listed if isinstance(path, str)), key=_is_fragment)
    reader = _Reader(checkout, [gap for gap in listed if isinstance(gap, Gap)])
    for done, path in enumerate(paths, 1):
        reader.read(path)
        if progress is not None:
            progress(done, len(paths))
    if paths and not reader.licensed:
        raise NoLicenceError
    groups, gaps = grouped(reader.finds, pages=reader.pages)
    entries = [fitting(entry) for group in groups for entry in entries_of(group, pages=reader.pages)]
    kept, unread = _readable(entries)
    return Imported(tuple(kept), tuple(sorted({*reader.gaps, *gaps, *unread})), len(paths))


class _Reader:
    """Reads the files of a checkout one by one and gathers what they give."""

    def __init__(self, checkout: Checkout, gaps: list[Gap]) -> None:
        self.checkout = checkout
        self.gaps = gaps
        self.finds: list[Find] = []
        self.pages: dict[str, Page] = {}
        self.included: set[str] = set()
        self.licensed = False

    def read(self, path: str) -> None:
        text = self.checkout.read(path)
        licence = self.checkout.licence(path)
        self.licensed = self.licensed or bool(licence)
        if isinstance(text, Gap):
            self.gaps.append(text)
        elif path in self.included:
            return
        elif is_source(path):
            self._take(path, read_constants(path, text), Page(provider_of(path, {}), "", licence, None))
        else:
            self._read_document(path, text, licence)

    def _read_document(self, path: str, text: str, licence: str) -> None:
        document = read_document(path, text, checkout=self.checkout)
        self.gaps += document.gaps
        self.included |= document.included
        title = shortened(document.title, most=110) or PurePosixPath(path).stem
        address = address_of(path)
        reference = Reference(title, address) if address else None
        page = Page(provider_of(path, document.front), title, licence, reference)
        self._take(path, [found for reader in READERS for found in reader(document)], page)
        for fragment in document.included:
            self.pages.setdefault(fragment, page)

    def _take(self, path: str, found: Sequence[Find | Gap], page: Page) -> None:
        finds = [one for one in found if isinstance(one, Find)]
        self.gaps += [one for one in found if isinstance(one, Gap)]
        if finds and not page.licence:
            self.gaps.append(Gap(path, 1, "no licence is known, so nothing of it was drafted"))
            return
        self.pages[path] = page
        self.finds += finds


def _is_fragment(path: str) -> bool:
    return "includes" in PurePosixPath(path).parts[:-1]


def _readable(entries: Sequence[Entry]) -> tuple[list[Entry], list[Gap]]:
    """Give the entries that read back from their pages as they are, and a gap for each that does not."""
    kept, gaps = [], []
    for entry in entries:
        reading = read(render(entry), entry_id=entry.id, path=entry.id)
        if reading.entry == entry:
            kept.append(entry)
        else:
            why = reading.faults[0].what if reading.faults else "it would read differently"
            gaps.append(Gap(entry.source.split("; ")[0], 1, f"{entry.id} cannot be written as a page: {why}"))
    return kept, gaps
