"""A folder of entries as one index file, so that a question need not read and check a thousand pages.

The file holds one JSON line with all that matching looks up, one for questions, then one line an entry; the latter
are read only when they are needed. It belongs to the folder as it was: names, sizes and digests say whether it still
holds.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from kb.entry import Command, Entry, Example, Reference, Step
from kb.literals import sure_texts
from kb.subject_index import About, about
from kb.text.chain import read_chains
from kb.text.cleaning import clean
from kb.text.features import features
from kb.text.masking import message_key
from kb.text.offsets import TracedText

FORMAT = 11
_SHORT_LINK = re.compile(r"(?i)\baka\.ms/([\w-]{4,80})")


@dataclass(frozen=True, slots=True)
class Index:
    """What matching looks up in one folder of entries; numbers count the entries from 0.

    `codes` leads from a code in lower case to entries and their spelling. `templates` gives, for each known message,
    the number of its entry and its features (as numbers in `features`), `of_entry` the other way round; `postings`
    gives, for each feature, the templates that have it. `links` leads from a short link to the one entry that shows
    it. `patterns` gives entry, pattern and texts of which any fitting text has one. `flags` holds kind, wraps, generic,
    exit codes, whether an entry is about a healthy state, and whether it is an imported draft.
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
    links: dict[str, int]
    patterns: list[tuple[int, str, list[str]]]
    faults: list[str]
    about: bytes
    bodies: bytes
    offsets: list[int]

    def subjects(self) -> About:
        """Give what the entries are about; see kb.subject_index."""
        return About(**json.loads(self.about))

    def entry(self, number: int) -> Entry:
        """Give an entry whole."""
        start, end = self.offsets[number], self.offsets[number + 1]
        return _entry(json.loads(self.bodies[start:end]))


def compiled(folder: Path) -> bytes:
    """Give the index of a folder as the bytes of its file."""
    from kb.reading import read_folder  # noqa: PLC0415 - YAML and pydantic are slow to load and rarely needed

    readings = read_folder(folder)
    entries = [one.entry for one in readings if one.entry is not None and one.entry.status != "retired"]
    faults = [str(fault) for one in readings for fault in one.faults if fault.severity == "error"]
    lines = [json.dumps(asdict(entry), ensure_ascii=False).encode() for entry in entries]
    head: dict[str, Any] = {
        "format": FORMAT,
        "files": _files(folder, digests=True),
        "version": _version(lines),
        "ids": [entry.id for entry in entries],
        "codes": _codes(entries),
        "listed": [entry.codes for entry in entries],
        "related": {entry.id: entry.related for entry in entries if entry.related},
        "flags": [
            (entry.kind, entry.wraps, entry.generic, entry.exit_codes, _is_healthy(entry), _is_rough(entry))
            for entry in entries
        ],
        "patterns": [
            (number, pattern, list(sure_texts(pattern))) for number, one in enumerate(entries) for pattern in one.match
        ],
        "links": _links(entries),
        "faults": faults,
        "sizes": [len(line) + 1 for line in lines],
    }
    head["templates"], head["features"], head["postings"] = _templates(entries)
    return b"\n".join([_json(head), _json(asdict(about(entries))), *lines, b""])


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def write_index(entries_dir: Path, target: Path) -> None:
    """Write the index of a folder; readers see the old file or the new one, never half of one."""
    data = compiled(entries_dir)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def read_index(data: bytes) -> Index:
    """Give the index from the bytes of its file."""
    first, about, bodies = data.split(b"\n", 2)
    head = json.loads(first)
    offsets = [0]
    for size in head["sizes"]:
        offsets.append(offsets[-1] + size)
    keys = (
        "version",
        "ids",
        "codes",
        "listed",
        "related",
        "flags",
        "templates",
        "postings",
        "links",
        "patterns",
        "faults",
    )
    of_entry: list[list[int]] = [[] for _ in head["ids"]]
    for template, (entry, _) in enumerate(head["templates"]):
        of_entry[entry].append(template)
    numbers = {feature: number for number, feature in enumerate(head["features"])}
    return Index(
        **{key: head[key] for key in keys},
        of_entry=of_entry,
        features=numbers,
        feature_names=head["features"],
        about=about,
        bodies=bodies,
        offsets=offsets,
    )


def still_holds(data: bytes, folder: Path, *, written: float) -> bool:
    """Say whether an index fits its folder as it is now; only files changed since it was written are read again."""
    try:
        head = json.loads(data.partition(b"\n")[0])
        files = {name: (size, digest) for name, size, digest in head["files"]}
    except (ValueError, KeyError, TypeError):
        return False
    if head.get("format") != FORMAT:
        return False
    now = _stats(folder)
    if {name: size for name, size, _ in now} != {name: size for name, (size, _) in files.items()}:
        return False
    return all(changed < written or _digest((folder / name).read_bytes()) == files[name][1] for name, _, changed in now)


def _stats(folder: Path) -> list[tuple[str, int, float]]:
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


def _files(folder: Path, *, digests: bool) -> list[tuple[str, int, str]]:
    return [(name, size, _digest((folder / name).read_bytes()) if digests else "") for name, size, _ in _stats(folder)]


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()


def _version(lines: Iterable[bytes]) -> str:
    digest = blake2b(digest_size=4)
    for line in lines:
        digest.update(line)
    return digest.hexdigest()


def _is_healthy(entry: Entry) -> bool:
    return entry.kind == "status" and entry.act == "nobody"


def _is_rough(entry: Entry) -> bool:
    """Say whether a page was drafted by the importer and nobody has read it yet."""
    return entry.origin == "imported" and entry.status == "draft"


def _codes(entries: Sequence[Entry]) -> dict[str, list[tuple[int, str]]]:
    codes: dict[str, list[tuple[int, str]]] = {}
    for number, entry in enumerate(entries):
        for code in entry.codes:
            known = codes.setdefault(code.lower(), [])
            if all(other != number for other, _ in known):
                known.append((number, code))
    return codes


def _links(entries: Sequence[Entry]) -> dict[str, int]:
    """Give the short links that the examples of only one code show, in lower case."""
    shown: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for link in {found.lower() for one in entry.examples for found in _SHORT_LINK.findall(one.text)}:
            shown.setdefault(link, []).append(number)
    return {link: numbers[0] for link, numbers in shown.items() if len({entries[one].codes[0] for one in numbers}) == 1}


def _templates(entries: Sequence[Entry]) -> tuple[list[tuple[int, list[int]]], list[str], list[list[int]]]:
    templates: list[tuple[int, list[int]]] = []
    numbers: dict[str, int] = {}
    postings: list[list[int]] = []
    for number, entry in enumerate(entries):
        for message in messages(entry):
            found = [numbers.setdefault(feature, len(numbers)) for feature in features(message)]
            postings += [[] for _ in range(len(numbers) - len(postings))]
            for feature in found:
                postings[feature].append(len(templates))
            templates.append((number, found))
    return templates, list(numbers), postings


def messages(entry: Entry) -> list[str]:
    """Give the messages an entry is known by: of each example the innermost message, or all of it if it has no code."""
    made: dict[str, None] = {}
    codes = {code.lower() for code in entry.codes}
    for example in entry.examples:
        if example.constructed or example.asked:
            continue
        chains = read_chains(clean(TracedText(example.text)).text, is_known=lambda code: code.lower() in codes)
        inner = [link.message for chain in chains for link in chain if link.code.lower() in codes and link.message]
        made[inner[-1] if inner else message_key(example.text)] = None
    return list(made)


def _entry(plain: dict[str, Any]) -> Entry:
    for key in ("fixes", "diagnose", "verify", "prevent"):
        plain[key] = tuple(Step(step["text"], tuple(Command(**one) for one in step["commands"])) for step in plain[key])
    plain["references"] = tuple(Reference(**one) for one in plain["references"])
    plain["examples"] = tuple(Example(**one) for one in plain["examples"])
    for key, value in plain.items():
        if isinstance(value, list):
            plain[key] = tuple(value)
    return Entry(**plain)


def main() -> None:
    """Write the index of the shipped entries beside them."""
    package = Path(__file__).parent
    write_index(package / "entries", package / "entries.index")


if __name__ == "__main__":
    main()
