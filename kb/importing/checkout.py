"""The files of a checkout: which are read, how they become text, and under which licence they stand."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from kb.importing.finds import Gap
from kb.importing.inline import plain

_DOCUMENTS = (".md", ".markdown", ".txt")
_SOURCES = (".sh", ".py", ".ps1", ".psm1", ".go")
_NOT_DOCUMENTS = re.compile(r"(?i)^(?:sources|license|licence|notice|thirdparty|contributing|security|code_of_conduct)")
_MOST_BYTES = 2_000_000
_HEAD = 8192
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LICENCE_FILE = re.compile(r"(?i)^licen[sc]e(?:\.(?:md|txt))?$")
_CODE_LICENCE_FILE = re.compile(r"(?i)^licen[sc]e-code(?:\.(?:md|txt))?$")
_KNOWN_LICENCES = (
    (r"creative commons attribution[- ]sharealike 4\.0", "CC-BY-SA-4.0"),
    (r"creative commons attribution 4\.0|attribution 4\.0 international", "CC-BY-4.0"),
    (r"apache license,?\s+version 2\.0", "Apache-2.0"),
    (r"\bmit license|permission is hereby granted, free of charge", "MIT"),
)


@dataclass(frozen=True)
class Checkout:
    """A folder of published documents; `given` is the licence that the user named for all of them."""

    root: Path
    given: str = ""

    def paths(self, *, without: Path) -> Iterator[str | Gap]:
        """Give the paths of all documents and sources, sorted; links are named and not followed."""
        for folder, names, files in os.walk(self.root, followlinks=False):
            here = Path(folder)
            names[:] = sorted(name for name in names if not name.startswith(".") and name != "node_modules")
            for name in [name for name in names if (here / name).is_symlink()]:
                yield Gap(self._relative(here / name), 1, "a link to a folder is not followed")
            names[:] = [name for name in names if not (here / name).is_symlink() and here / name != without]
            for name in sorted(files):
                if not name.lower().endswith(_DOCUMENTS + _SOURCES) or _NOT_DOCUMENTS.match(name):
                    continue
                path = self._relative(here / name)
                yield Gap(path, 1, "a link is not followed") if (here / name).is_symlink() else path

    def read(self, path: str) -> str | Gap:
        """Give the text of a file, or what keeps it from being read."""
        place = self.root / path
        try:
            size = place.stat().st_size
            if size > _MOST_BYTES:
                return Gap(path, 1, f"{size // 1_000_000} MB are too much for a document and were not read")
            data = place.read_bytes()
        except OSError as error:
            return Gap(path, 1, f"cannot be read ({(error.strerror or 'unknown').lower()})")
        for mark, encoding in _BOMS:
            if data.startswith(mark):
                return data.decode(encoding, "replace")
        if b"\x00" in data[:_HEAD]:
            return Gap(path, 1, "is binary, not text")
        return data.decode("utf-8", "replace")

    def included(self, path: str, target: str) -> str | None:
        """Give the path of a file that a document includes, or None if it is not in the checkout."""
        inside = target.removeprefix("~/")
        bases = [PurePosixPath(path).parent] if inside == target else list(PurePosixPath(path).parents)
        for base in bases:
            place = (self.root / base / inside).resolve()
            if place.is_file() and place.is_relative_to(self.root.resolve()):
                return place.relative_to(self.root.resolve()).as_posix()
        return None

    def licence(self, path: str) -> str:
        """Give the licence of a file: the one given, else what SOURCES.md or the nearest LICENSE says, else nothing."""
        if self.given:
            return self.given
        for folder in PurePosixPath(path).parents:
            named = self._named.get(folder.as_posix())
            if named:
                return named
            code = path.lower().endswith(_SOURCES)
            found = (self._licence_in(folder.as_posix(), _CODE_LICENCE_FILE) if code else "") or self._licence_in(
                folder.as_posix(), _LICENCE_FILE
            )
            if found:
                return found
        return ""

    def _relative(self, place: Path) -> str:
        return place.relative_to(self.root).as_posix()

    @cached_property
    def _cache(self) -> dict[tuple[str, str], str]:
        return {}

    def _licence_in(self, folder: str, names: re.Pattern[str]) -> str:
        key = (folder, names.pattern)
        if key not in self._cache:
            self._cache[key] = _licence_of(self.root / folder, names)
        return self._cache[key]

    @cached_property
    def _named(self) -> dict[str, str]:
        """Give the licence of each folder that a table of SOURCES.md names."""
        text = self.read("SOURCES.md") if (self.root / "SOURCES.md").is_file() else ""
        return {} if isinstance(text, Gap) else dict(_table_of_licences(text))


def _table_of_licences(text: str) -> Iterator[tuple[str, str]]:
    columns: dict[str, int] = {}
    for line in text.splitlines():
        cells = [plain(cell) for cell in line.strip().strip("|").split("|")] if line.lstrip().startswith("|") else []
        folded = [cell.lower() for cell in cells]
        if "folder" in folded and {"licence", "license"} & set(folded):
            licence = next(at for at, cell in enumerate(folded) if cell in {"licence", "license"})
            columns = {"folder": folded.index("folder"), "licence": licence}
        elif columns and len(cells) > max(columns.values()) and not set(line) <= set("|-: "):
            name = re.split(r"[\s,;(]", cells[columns["licence"]])[0]
            if name:
                yield cells[columns["folder"]].strip("/"), name


def _licence_of(folder: Path, names: re.Pattern[str]) -> str:
    try:
        file = next((item for item in sorted(folder.iterdir()) if names.match(item.name) and item.is_file()), None)
        text = file.read_bytes()[:_HEAD].decode("utf-8", "replace") if file else ""
    except OSError:
        return ""
    folded = re.sub(r"\s+", " ", text).lower()
    known = next((name for pattern, name in _KNOWN_LICENCES if re.search(pattern, folded)), "")
    first = next((plain(line).strip("# ") for line in text.splitlines() if line.strip()), "")
    return known or first[:80]
