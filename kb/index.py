"""A folder of entries as one index file, read: what matching looks up, and whether it still holds.

The file has one JSON line about the folder as it was (names, sizes, digests), one with all that matching looks up, one
for questions, then one line an entry; the latter are read only when they are needed.
"""

from __future__ import annotations

import json
import math
import os
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from typing import Any

from kb.entry import Command, Entry, Example, Reference, Step
from kb.literals import LEAST, Clause

FORMAT = 23
# A word that this many messages share tells nothing, and looking all of them up takes time.
_COMMON = 400


@dataclass(frozen=True, slots=True)
class About:
    """What the entries of one folder are about.

    `postings` gives, for each subject, the numbers of the entries that are about it, and how much each is (0 to 3.5);
    `pairs`, for neighbouring subjects, the entries whose code, title, meaning or question has both side by side.
    For each entry by number, `codes` and `titles` give the subjects of its codes and its title, `asked`
    those of each question it holds, `folders` the area its
    page stands in (empty where that is no area), `areas` those its text names.
    """

    postings: dict[str, list[tuple[int, float]]]
    pairs: dict[str, list[int]]
    codes: list[list[str]]
    titles: list[list[str]]
    asked: list[list[list[str]]]
    folders: list[str]
    areas: list[list[str]]


@dataclass(frozen=True, slots=True)
class Index:
    """What matching looks up in one folder of entries; numbers count the entries from 0.

    `codes` leads from a code in lower case to entries and their spelling. `templates` gives, for each known message,
    the number of its entry and its features (as numbers in `features`), `of_entry` the other way round; `postings`
    gives, for each feature, the templates that have it, `weights` how much each template tells among those of this
    folder. `links` leads from a short link to the one entry that shows it. `patterns` gives entry, pattern and what any
    fitting text must hold, `grams` leads from four letters to the patterns that need them ("" to those that need none).
    `flags` holds kind, wraps, generic, exit codes, whether an entry is about a healthy state, and whether it is an
    imported draft. `offsets` says where in `data` the line for questions begins, then that of each entry, then the end.
    """

    version: str
    ids: list[str]
    codes: dict[str, list[tuple[int, str]]]
    listed: list[list[str]]
    related: dict[str, list[str]]
    flags: list[tuple[str, bool, bool, list[str], bool, bool]]
    templates: list[tuple[int, list[int]]]
    of_entry: list[list[int]]
    features: dict[str, int]
    feature_names: list[str]
    postings: list[list[int]]
    weights: list[float]
    links: dict[str, int]
    patterns: list[tuple[int, str, list[Clause]]]
    patterns_of: dict[int, list[int]]
    grams: dict[str, list[int]]
    faults: list[str]
    data: bytes
    offsets: list[int]

    def subjects(self) -> About:
        """Give what the entries are about; see kb.subject_index for how."""
        return About(**json.loads(self._line(0)))

    def promising(self, lowered: str) -> list[int]:
        """Give the numbers of the patterns of which a text in lower case holds four letters that they need."""
        present = {lowered[at : at + LEAST] for at in range(len(lowered) - LEAST + 1)}
        return sorted({number for gram in (self.grams.keys() & present) | {""} for number in self.grams[gram]})

    def entry(self, number: int) -> Entry:
        """Give an entry whole."""
        return _entry(json.loads(self._line(number + 1)))

    def _line(self, number: int) -> bytes:
        return self.data[self.offsets[number] : self.offsets[number + 1]]


def read_index(data: bytes) -> Index:
    """Give the index from the bytes of its file."""
    start = data.index(b"\n") + 1
    end = data.index(b"\n", start) + 1
    head = json.loads(data[start:end])
    offsets = [*accumulate(head.pop("sizes"), initial=data.index(b"\n", end) + 1)]
    of_entry: list[list[int]] = [[] for _ in head["ids"]]
    for template, (entry, _) in enumerate(head["templates"]):
        of_entry[entry].append(template)
    patterns_of: dict[int, list[int]] = {}
    for number, (entry, _, _) in enumerate(head["patterns"]):
        patterns_of.setdefault(entry, []).append(number)
    names = head.pop("features")
    return Index(
        **head,
        of_entry=of_entry,
        patterns_of=patterns_of,
        features=dict(zip(names, range(len(names)), strict=True)),
        feature_names=names,
        data=data,
        offsets=[end, *offsets],
    )


def still_holds(data: bytes, folder: Path, *, written: float) -> bool:
    """Say whether an index fits its folder as it is now; only files changed since it was written are read again."""
    try:
        head = json.loads(data[: max(0, data.find(b"\n"))])
        files = {name: (size, digest) for name, size, digest in head["files"]}
    except (ValueError, KeyError, TypeError):
        return False
    if head.get("format") != FORMAT:
        return False
    now = stats(folder)
    if {name: size for name, size, _ in now} != {name: size for name, (size, _) in files.items()}:
        return False
    return all(changed < written or digest((folder / name).read_bytes()) == files[name][1] for name, _, changed in now)


def stats(folder: Path) -> list[tuple[str, int, float]]:
    """Give the pages of a folder by name: each with its size and when it was changed."""
    found: list[tuple[str, int, float]] = []
    pending = [("", str(folder))]
    while pending:
        prefix, path = pending.pop()
        with os.scandir(path) as listing:
            for item in listing:
                if item.name.endswith(".md") and item.is_file():
                    status = item.stat()
                    found.append((prefix + item.name, status.st_size, status.st_mtime))
                elif item.is_dir():
                    pending.append((f"{prefix}{item.name}/", item.path))
    return sorted(found)


def rarity(common: int, total: int) -> float:
    """Give how much a word or pair of words tells that `common` of `total` messages have: the logarithm of its rarity.

    What very many messages share tells nothing and gets 0.
    """
    return math.log((1 + total) / (common or 1)) if common <= _COMMON else 0.0


def digest(data: bytes) -> str:
    """Give a short digest of the bytes of a page."""
    return blake2b(data, digest_size=8).hexdigest()


def _entry(plain: dict[str, Any]) -> Entry:
    for key in ("fixes", "diagnose", "verify", "prevent"):
        plain[key] = tuple(Step(step["text"], tuple(Command(**one) for one in step["commands"])) for step in plain[key])
    plain["references"] = tuple(Reference(**one) for one in plain["references"])
    plain["examples"] = tuple(Example(**one) for one in plain["examples"])
    for key, value in plain.items():
        if isinstance(value, list):
            plain[key] = tuple(value)
    return Entry(**plain)
