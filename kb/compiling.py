"""A folder of entries made into one index file, so that a question need not read and check a thousand pages."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import Any

from kb.entry import Entry
from kb.index import FORMAT, digest, rarity, stats
from kb.literals import LEAST, Clause, clauses
from kb.subject_index import about
from kb.text.chain import read_chains
from kb.text.cleaning import clean
from kb.text.features import features
from kb.text.masking import message_key
from kb.text.offsets import TracedText

_SHORT_LINK = re.compile(r"(?i)\baka\.ms/([\w-]{4,80})")


def compiled(folder: Path) -> bytes:
    """Give the index of a folder as the bytes of its file."""
    from kb.reading import read_folder  # noqa: PLC0415 - YAML and pydantic are slow to load and rarely needed

    readings = read_folder(folder)
    live = [one for one in readings if one.entry is not None and one.entry.status != "retired"]
    entries = [one.entry for one in live if one.entry is not None and not _is_stub(one.entry)]
    faults = [str(fault) for one in readings for fault in one.faults if fault.severity == "error"]
    faults += [f"{one.path}:2: not used yet, its title is still to be written" for one in live if _is_stub(one.entry)]
    lines = [json.dumps(asdict(entry), ensure_ascii=False).encode() for entry in entries]
    head: dict[str, Any] = {
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
            (number, pattern, clauses(pattern)) for number, one in enumerate(entries) for pattern in one.match
        ],
        "links": _links(entries),
        "faults": faults,
        "sizes": [len(line) + 1 for line in lines],
    }
    head["templates"], head["features"], head["postings"] = _templates(entries)
    head["weights"] = _weights(head["templates"], head["postings"])
    head["grams"] = _grams([sure for _, _, sure in head["patterns"]])
    holds = {"format": FORMAT, "files": _files(folder)}
    return b"\n".join([_json(holds), _json(head), _json(asdict(about(entries))), *lines, b""])


def _is_stub(entry: Entry | None) -> bool:
    """Say whether a page is still as it was made: it knows nothing yet, and must not stand before one that does."""
    return entry is not None and entry.title.startswith("<insert ")


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


def _files(folder: Path) -> list[tuple[str, int, str]]:
    return [(name, size, digest((folder / name).read_bytes())) for name, size, _ in stats(folder)]


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


def _weights(templates: Sequence[tuple[int, list[int]]], postings: Sequence[list[int]]) -> list[float]:
    rarities = [rarity(len(known), len(templates)) for known in postings]
    return [sum(rarities[feature] for feature in found) for _, found in templates]


def _grams(needed: Sequence[Sequence[Clause]]) -> dict[str, list[int]]:
    """Give, for four letters of each text of the first clause of each pattern, the numbers of the patterns.

    Of the letters of a text those are taken that fewest texts have.
    """
    texts = [[] if not sure or min(map(len, sure[0])) < LEAST else sure[0] for sure in needed]
    common = Counter(gram for one in texts for text in one for gram in set(_pieces(text)))
    grams: dict[str, list[int]] = {"": []}
    for number, one in enumerate(texts):
        for gram in {min(_pieces(text), key=lambda piece: (common[piece], piece)) for text in one} or {""}:
            grams.setdefault(gram, []).append(number)
    return grams


def _pieces(text: str) -> list[str]:
    return [text[at : at + LEAST] for at in range(len(text) - LEAST + 1)]


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


def main() -> None:
    """Write the index of the shipped entries beside them."""
    package = Path(__file__).parent
    write_index(package / "entries", package / "entries.index")


if __name__ == "__main__":
    main()
