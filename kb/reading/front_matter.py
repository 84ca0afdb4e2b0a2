"""The front matter of an entry: YAML in which every scalar is text, typed by one model.

A safe YAML loader would read `0x80070005` as a number and `NO` as False, and would keep the last of two equal keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, HttpUrl, ValidationError

from kb.entry import Actor, Kind, Origin, Retry, Status
from kb.faults import Fault

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_EMPTY_AS_NONE = BeforeValidator(lambda value: None if value == "" else value)
_EMPTY_AS_LIST = BeforeValidator(lambda value: () if value == "" else value)

# What pydantic calls a fault, what it is to the person who wrote the page, and how to mend it.
_FAULTS = {
    "extra_forbidden": ("key '{key}' is unknown", "remove it or use {near}"),
    "missing": ("key '{key}' is missing", "add `{key}: …`"),
    "literal_error": ("'{given}' is no value for '{key}'", "write {expected}"),
    "tuple_type": ("'{key}' is no list", "write `{key}: [{given}]`"),
    "too_short": ("'{key}' is empty", "give it a value"),
    "string_too_short": ("'{key}' is empty", "give it a value"),
    "date": ("'{given}' is no date", "write `{key}: 2026-11-21`"),
    "bool": ("'{given}' is neither true nor false", "write `{key}: true` or leave the key out"),
    "url": ("'{given}' is no link", "write the whole address, with https://"),
}

Texts = Annotated[tuple[str, ...], _EMPTY_AS_LIST]


class ReferenceModel(BaseModel):
    """One link to where a fact is documented."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str = Field(min_length=1, description="What the page is called")
    url: HttpUrl = Field(description="https, without a locale such as /en-us/")


class FrontMatter(BaseModel):
    """The typed facts at the top of an entry; docs/adding-an-entry.md explains each key."""

    model_config = ConfigDict(extra="forbid", frozen=True, title="aztriage entry")

    title: str = Field(min_length=1, description="The root cause in plain words, not the code")
    kind: Kind = Field(description="error, annotation (Resource Health) or status (a documented state)")
    codes: Annotated[tuple[str, ...], _EMPTY_AS_LIST] = Field(
        min_length=1, description="As Azure prints it; aliases and historic spellings after the first"
    )
    match: Texts = Field(default=(), description="RE2 patterns that only this root cause's message fits")
    wraps: bool = Field(default=False, description="true if the code only says: look inside")
    inner: str = Field(default="", description="For wrappers: where the real code sits")
    generic: bool = Field(default=False, description="true if other products print this code too (NotFound)")
    act: Actor = Field(default="you", description="Who has to do something")
    retry: Retry = Field(default="no", description="Whether trying again helps")
    related: Texts = Field(default=(), description="Ids of other entries: provider/Code")
    exit_codes: Texts = Field(default=(), description="Exit codes that tell this variant apart")
    http: Texts = Field(default=(), description="HTTP status codes that tell this variant apart")
    context: str = Field(default="", description="Annotations only: Platform Initiated, Customer Initiated, …")
    category: str = Field(default="", description="Annotations only: Planned, Unplanned, Not Applicable")
    impact: str = Field(default="", description="Annotations only: Downtime Reboot, Downtime Freeze, …")
    origin: Origin = Field(default="shipped", description="shipped, team or imported")
    source: str = Field(default="", description="Imported entries: path of the document")
    license: str = Field(default="", description="Imported entries: licence of the document")
    status: Status = Field(description="draft, reviewed or retired")
    successor: str = Field(default="", description="Retired entries: id of the entry that holds now")
    owner: str = Field(default="", description="The team that keeps this page")
    reviewed: Annotated[date | None, _EMPTY_AS_NONE] = Field(default=None, description="Date of the last review")
    references: Annotated[tuple[ReferenceModel, ...], _EMPTY_AS_LIST] = Field(
        default=(), description="Where the facts are documented"
    )


@dataclass(slots=True)
class _Tree:
    """A YAML document as plain values, with the line of every key."""

    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)
    faults: list[tuple[int, str, str]] = field(default_factory=list)

    def value(self, node: yaml.Node, path: tuple[str | int, ...] = ()) -> object:
        self.lines.setdefault(path, node.start_mark.line)
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, at)) for at, item in enumerate(node.value)]
        return str(node.value)

    def _pairs(self, node: yaml.MappingNode, path: tuple[str | int, ...]) -> Iterator[tuple[str, object]]:
        seen: set[str] = set()
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line
            if key in seen:
                self.faults.append((line, f"key '{key}' stands twice", "keep one of the two"))
            seen.add(key)
            self.lines[(*path, key)] = line
            yield key, self.value(value_node, (*path, key))


def read_front_matter(text: str, *, path: str, first_line: int) -> tuple[FrontMatter | None, list[Fault]]:
    """Give the typed front matter, or None, and every fault found; `first_line` is the line at which `text` starts."""
    tree = _Tree()
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = first_line + (error.problem_mark.line if error.problem_mark else 0)
        return None, [Fault(path, line, f"this is no YAML: {error.problem}", "quote the value or mend the indent")]
    except yaml.YAMLError:
        return None, [Fault(path, first_line, "this is no YAML", "remove control characters")]
    if not isinstance(node, yaml.MappingNode):
        return None, [Fault(path, first_line, "the front matter is no list of keys", "write `title: …` and so on")]
    values = tree.value(node)
    faults = [Fault(path, first_line + line, what, mend) for line, what, mend in tree.faults]
    try:
        return FrontMatter.model_validate(values), faults
    except ValidationError as error:
        for detail in error.errors():
            where = tuple(part for part in detail["loc"] if part != "function-before[]")
            line = next((tree.lines[where[:n]] for n in range(len(where), -1, -1) if where[:n] in tree.lines), 0)
            faults.append(Fault(path, first_line + line, *_explained(where, dict(detail))))
        return None, faults


def _explained(where: tuple[str | int, ...], detail: dict[str, Any]) -> tuple[str, str]:
    """Give what is wrong and how to mend it, from what pydantic says of one value."""
    key, given = ".".join(str(part) for part in where), detail["input"]
    for kind, (what, mend) in _FAULTS.items():
        if detail["type"].startswith(kind):
            expected = detail.get("ctx", {}).get("expected", "")
            told = {"key": key, "given": given or "…", "expected": expected, "near": _nearest(key)}
            return what.format(**told), mend.format(**told)
    return f"'{key}' does not fit ({detail['msg']})", "see docs/adding-an-entry.md"


def _nearest(key: str) -> str:
    known = FrontMatter.model_fields
    alike = [name for name in known if name[:3] == key.rpartition(".")[2][:3].lower()]
    return f"`{alike[0]}`" if alike else f"one of {', '.join(known)}"
