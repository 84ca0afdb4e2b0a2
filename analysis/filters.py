"""Which failures a report is about: filters as people write them, `rg=prod-*` or `code=AllocationFailed`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final, Literal

from analysis.failures import Failure

Field = Literal["subscription", "group", "tag", "region", "type", "code"]

_NAMES: Final[Mapping[str, Field]] = {
    "subscription": "subscription", "sub": "subscription",
    "group": "group", "rg": "group", "resource-group": "group", "resource_group": "group",
    "tag": "tag",
    "region": "region", "location": "region",
    "type": "type", "resource-type": "type",
    "code": "code", "error": "code",
}  # fmt: skip


class NoFilterError(ValueError):
    """A text is no filter; the message is one sentence with what to write."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One field must be like one of the patterns, in which `*` and `?` stand for any letters; casing does not count."""

    field: Field
    patterns: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.field}={','.join(self.patterns)}"


def filter_of(text: str) -> Filter:
    """Give the filter of a text such as `rg=prod-*,shared`.

    Raises:
        NoFilterError: it names no field that can be filtered by, or no pattern.
    """
    name, _, value = text.partition("=")
    field = _NAMES.get(name.strip().lower())
    patterns = tuple(part.strip().lower() for part in value.split(",") if part.strip())
    if field is None or not patterns:
        fields = "subscription, rg, tag, region, type or code"
        raise NoFilterError(f"“{text}” is no filter; write {fields}, then = and a name, such as rg=prod-*.")
    if field == "tag" and any(":" not in one for one in patterns):
        raise NoFilterError(f"“{text}” is no filter; a tag is written tag=name:value, such as tag=env:prod.")
    return Filter(field, patterns)


def filtered(
    failures: Iterable[Failure], filters: Iterable[Filter], *, tags: Mapping[str, Mapping[str, str]]
) -> tuple[Failure, ...]:
    """Give the failures that pass every filter; `tags` are those known of a resource id in lower case."""
    asked = tuple(filters)
    return tuple(one for one in failures if all(_passes(one, each, tags) for each in asked))


def _passes(failure: Failure, asked: Filter, tags: Mapping[str, Mapping[str, str]]) -> bool:
    if asked.field == "tag":
        known = tags.get(failure.key.resource, {})
        values = [f"{name}:{value}".lower() for name, value in known.items()]
    else:
        values = [_value(failure, asked.field)]
    return any(fnmatchcase(value, pattern) for value in values for pattern in asked.patterns)


def _value(failure: Failure, field: Field) -> str:
    values = {
        "subscription": failure.subscription,
        "group": failure.group,
        "region": failure.region,
        "type": failure.type,
        "code": failure.code,
    }
    return values[field].lower()
