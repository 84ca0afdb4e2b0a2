"""The house rules for entries, one small check a rule. `CHECKS` is the list; adding a rule touches nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from kb.checks import content, effects, names, patterns
from kb.checks.page import Check, Page
from kb.faults import Fault
from kb.reading import read_folder

CHECKS: tuple[Check, ...] = (
    names.file_name,
    names.codes_as_printed,
    names.wrappers,
    names.life_cycle,
    names.annotation_facts,
    content.length,
    content.depth,
    content.finished,
    content.links,
    content.privacy,
    content.commands,
    effects.looks_only,
    effects.says_effect,
    patterns.patterns,
)


def check_pages(
    pages: Sequence[Page], *, today: date, known: Sequence[str] = (), checks: Sequence[Check] = CHECKS
) -> Iterator[Fault]:
    """Give every fault of these pages; `known` are ids of pages that exist elsewhere (the shipped ones)."""
    for page in pages:
        for check in (*checks, content.review_age(today)):
            yield from check(page)
    yield from names.relations(pages, known=known)


def load_pages(folder: Path, *, shown: Callable[[Path], str] = str) -> tuple[list[Page], list[Fault]]:
    """Read every page below a folder; faults that keep a file from being a page come beside."""
    pages: list[Page] = []
    faults: list[Fault] = []
    for reading in read_folder(folder):
        faults += reading.faults
        if reading.entry is not None:
            path = Path(reading.path)
            pages.append(Page(reading.entry, shown(path), path.read_text(encoding="utf-8")))
    return pages, faults
