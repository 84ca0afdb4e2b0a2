"""One Markdown file and one Entry, in both directions; every fault carries its path and line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.entry import Entry, Reference
from kb.faults import Fault
from kb.reading import sections
from kb.reading.front_matter import FrontMatter, read_front_matter
from kb.reading.rendering import render

__all__ = ["Reading", "read", "read_file", "read_folder", "render"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave: its entry, or None if a fault keeps it from being one, and every fault."""

    path: str
    entry: Entry | None
    faults: tuple[Fault, ...]


def read_folder(folder: Path) -> list[Reading]:
    """Read every entry below a folder, in the order of their ids."""
    files = (path for path in folder.rglob("*.md") if path.is_file())
    paths = sorted(files, key=lambda path: path.relative_to(folder).as_posix())
    return [read_file(path, entry_id=path.relative_to(folder).with_suffix("").as_posix()) for path in paths]


def read_file(path: Path, *, entry_id: str) -> Reading:
    """Read one file; a file that is no UTF-8 text or cannot be opened is a fault, not an exception."""
    shown = str(path)
    try:
        return read(path.read_bytes().decode("utf-8"), entry_id=entry_id, path=shown)
    except UnicodeDecodeError:
        return Reading(shown, None, (Fault(shown, 1, "this is no UTF-8 text", "save it as UTF-8"),))
    except OSError as error:
        return Reading(shown, None, (Fault(shown, 1, f"cannot be read ({error.strerror})", "check the rights"),))


def read(text: str, *, entry_id: str, path: str) -> Reading:
    """Read the text of one entry."""
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    start, end = text.startswith("---\n"), text.find("\n---\n", 3)
    if not start or end < 0:
        fault = Fault(path, 1, "the front matter is missing", "start the file with a block between two lines ---")
        return Reading(path, None, (fault,))
    facts, faults = read_front_matter(text[4 : end + 1], path=path, first_line=2)
    body_line = text.count("\n", 0, end + 5) + 1
    parts, more = sections.split(text[end + 5 :], path=path, first_line=body_line)
    body, body_faults = _body(parts, path)
    faults += [*more, *body_faults]
    for must in ("Meaning", "Fix"):
        if must not in parts:
            faults.append(Fault(path, body_line, f"'## {must}' is missing", "every page has Meaning and Fix"))
    whole = facts is not None and not any(fault.severity == "error" for fault in faults)
    entry = _entry(entry_id, facts, body) if facts is not None and whole else None
    return Reading(path, entry, tuple(sorted(faults)))


def _body(parts: dict[str, sections.Section], path: str) -> tuple[dict[str, Any], list[Fault]]:
    causes, faults = sections.bullets(parts.get("Causes"), path=path)
    made: dict[str, Any] = {
        "meaning": sections.text(parts.get("Meaning")),
        "causes": causes,
        "tip": sections.text(parts.get("Tip")),
    }
    for key, heading in (("fixes", "Fix"), ("diagnose", "Diagnose"), ("verify", "Verify"), ("prevent", "Prevent")):
        made[key], more = sections.steps(parts.get(heading), path=path, numbered=heading == "Fix")
        faults += more
    made["examples"], more = sections.fences(parts.get("Examples"), path=path)
    faults += more
    others, more = sections.fences(parts.get("Counter-examples"), path=path)
    made["counter_examples"] = tuple(other.text for other in others)
    return made, faults + more


def _entry(entry_id: str, facts: FrontMatter, body: dict[str, Any]) -> Entry:
    plain = {name: getattr(facts, name) for name in FrontMatter.model_fields}
    plain["references"] = tuple(Reference(item.title, str(item.url)) for item in facts.references)
    plain["reviewed"] = facts.reviewed.isoformat() if facts.reviewed else ""
    return Entry(id=entry_id, **plain, **body)
