"""Drafts on disk: written where nobody else has written, and listed so that a later import knows its own pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from kb.entry import Entry
from kb.reading import read_file, render

REPORT = "import-report.txt"
# One line a page, in the form that `sha256sum --check` reads.
LIST = "import-pages.txt"
_LISTED = re.compile(r"^([0-9a-f]{64})  (\S.*)$", re.MULTILINE)


@dataclass(slots=True)
class Written:
    """What became of each page: the names of new, changed and unchanged ones, and why others were kept."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)


def write_drafts(entries: Sequence[Entry], folder: Path) -> Written:
    """Write a page for each entry; pages that were reviewed or edited stay as they are.

    Raises:
        OSError: the folder or a page in it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    listed = _listed(folder)
    present = {path.relative_to(folder).as_posix().lower(): path for path in folder.rglob("*.md")}
    done = Written()
    for entry in entries:
        name, text = f"{entry.id}.md", render(entry)
        path = present.get(name.lower(), folder / name)
        why = _kept_because(path, text, listed.get(name, ""))
        if why:
            done.kept[name] = why
            continue
        _put(path, name, text, done)
        listed[name] = _digest(text)
    _write_if_new(folder / LIST, "".join(f"{digest}  {name}\n" for name, digest in sorted(listed.items())))
    return done


def write_report(gaps: Iterable[object], kept: Mapping[str, str], folder: Path) -> Path:
    """Write what was not understood and which pages were kept, one a line, and give the path of the report.

    Raises:
        OSError: the report cannot be written.
    """
    lines = [str(gap) for gap in gaps] + [f"{name}:1: kept: {why}" for name, why in sorted(kept.items())]
    folder.mkdir(parents=True, exist_ok=True)
    _write_if_new(folder / REPORT, "".join(f"{line}\n" for line in lines))
    return folder / REPORT


def _kept_because(path: Path, text: str, digest: str) -> str:
    """Give why a page may not be written, or nothing."""
    if path.is_symlink():
        return "it is a link"
    if not path.exists():
        return ""
    reading = read_file(path, entry_id=path.stem)
    if path.read_bytes() == text.encode():
        return ""
    if reading.entry is None or reading.entry.origin != "imported":
        return "it was not imported"
    if reading.entry.status != "draft":
        return f"it is {reading.entry.status}"
    return "" if _digest_of(path) == digest else "it was edited by hand"


def _put(path: Path, name: str, text: str, done: Written) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        done.new.append(name)
    elif path.read_bytes() == text.encode():
        done.unchanged.append(name)
    else:
        path.write_bytes(text.encode())
        done.changed.append(name)


def _write_if_new(path: Path, text: str) -> None:
    if not path.exists() or path.read_bytes() != text.encode():
        path.write_bytes(text.encode())


def _listed(folder: Path) -> dict[str, str]:
    path = folder / LIST
    text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
    return {name: digest for digest, name in _LISTED.findall(text)}


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _digest_of(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
