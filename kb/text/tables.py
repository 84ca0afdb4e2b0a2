"""States listed side by side: which extension failed on which instance, and which machine is in a failed state.

`az vmss list-instances` prints the names and the states of extensions as two lists of the same order; other commands
print a table with a column of states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kb.text.errors import AzureError, Chain, Span
from kb.text.lazily import lazily

_FAILED = "failed"
_MOST = 60_000
_OBJECT = lazily(r"\{[^{}]{0,12000}\}")
_NAMED_LIST = lazily(r"[\"']?(\w{2,60})[\"']?\s{0,4}:\s{0,4}\[([^\[\]{}]{0,6000})\]")
_INSTANCE = lazily(r"(?i)[\"']?instance_?id[\"']?\s{0,4}:\s{0,4}[\"']?([\w-]{1,80})")
_ROW_LISTS = lazily(r"^[ \t]{0,20}(\S{1,80})[ \t]+\[([^\[\]\n]{1,2000})\][ \t]+\[([^\[\]\n]{1,6000})\]", re.MULTILINE)
_ITEM = lazily(r"[\"']([^\"'\n]{1,400})[\"']|([\w./-]{1,400})")
_COLUMNS = {"resourcegroup": "resource_group", "instanceid": "instance", "vmsize": "vm_size", "size": "vm_size"}
_MOST_ROWS, _MOST_TABLES = 400, 50
_CELL = lazily(r"[\w.-]+$")
_STATES = frozenset("failed succeeded creating updating deleting transitioning running".split())
_RULE = lazily(r"^[ \t]{0,20}-{3,}(?:[ \t]+-{3,})+[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Failure:
    """An extension (empty if the machine itself) that failed; `span` is where the state stands.

    `instance` is the id of the instance in its scale set, or else the machine's name.
    """

    instance: str
    extension: str
    span: Span
    in_scale_set: bool = True


def failures(text: str) -> list[Failure]:
    """Give what is in a failed state in lists and tables of a cleaned text."""
    if _FAILED not in text[:_MOST].lower():
        return []
    part = text[:_MOST]
    return [*_in_objects(part), *_in_rows(part)] or list(_in_columns(part))


def table_chains(text: str) -> tuple[Chain, ...]:
    """Give the failures of lists and tables as errors, under the codes Azure uses elsewhere; equal ones once."""
    chains: dict[str, Chain] = {}
    for one in failures(text):
        code = "VMExtensionProvisioningError" if one.extension else "ProvisioningState/failed"
        what = f"VM has reported a failure when processing extension '{one.extension}'" if one.extension else ""
        message = f"{what} on instance {one.instance}" if what else f"{one.instance} is in a failed state"
        chains.setdefault(code, (AzureError(code, message, one.span, (one.span[1], one.span[1]), "table"),))
    return tuple(chains.values())


def listed(text: str) -> Iterator[tuple[str, str]]:
    """Give the kind and the name of all that lists and tables of a cleaned text name, whatever its state."""
    part = text[:_MOST]
    if "rovisioningState" in part or "tate" in part:
        yield from _names_in_lists(part)
    if "---" in part:
        yield from _names_in_columns(part)


def _names_in_lists(text: str) -> Iterator[tuple[str, str]]:
    for found in _OBJECT.finditer(text):
        lists = [items for _, _, items in _lists(found[0], found.start())]
        if any(map(_are_states, lists)):
            yield from _extensions(lists)
    for row in _ROW_LISTS.finditer(text):
        lists = [_items(row[2], row.start(2)), _items(row[3], row.start(3))]
        if any(map(_are_states, lists)):
            yield from _extensions(lists)
            if row[1].isdigit():
                yield "instance", row[1]


def _extensions(lists: list[list[tuple[str, Span]]]) -> Iterator[tuple[str, str]]:
    for items in lists:
        if items and not _are_states(items):
            yield from (("extension", name.rstrip("/").rpartition("/")[2]) for name, _ in items)


def _names_in_columns(text: str) -> Iterator[tuple[str, str]]:
    """Read the cells under headers that say what they name; the rule of dashes says where the columns are."""
    for rule in islice(_RULE.finditer(text), _MOST_TABLES):
        head_start = text.rfind("\n", 0, max(0, rule.start() - 1)) + 1
        columns = [found.span() for found in re.finditer(r"-{3,}", rule[0])]
        heads = [
            text[head_start + start : min(rule.start(), head_start + end)].strip().lower() for start, end in columns
        ]
        kinds = {head: _COLUMNS[head] for head in heads if head in _COLUMNS}
        if "powerstate" in heads or ("zones" in heads and "instanceid" not in heads):
            kinds["name"] = "vm"
        for row in text[rule.end() + 1 :].split("\n", _MOST_ROWS)[:_MOST_ROWS]:
            if not row.strip():
                break
            for head, (start, end) in zip(heads, columns, strict=True):
                cell = row[start:end].strip()
                if head in kinds and _CELL.match(cell):
                    yield kinds[head], cell


def _in_objects(text: str) -> Iterator[Failure]:
    for found in _OBJECT.finditer(text):
        lists = {name: (at, items) for name, at, items in _lists(found[0], found.start())}
        states = next((pair for pair in lists.values() if _are_states(pair[1])), None)
        names = next((pair for pair in lists.values() if not _are_states(pair[1]) and pair[1]), None)
        if states is not None and names is not None:
            instance = _INSTANCE.search(found[0])
            yield from _paired(instance[1] if instance else "", states[1], names[1])


def _lists(text: str, start: int) -> Iterator[tuple[str, int, list[tuple[str, Span]]]]:
    for found in _NAMED_LIST.finditer(text):
        yield found[1], start + found.start(), _items(found[2], start + found.start(2))


def _items(text: str, start: int) -> list[tuple[str, Span]]:
    return [
        (found[1] or found[2], (start + found.start(1 if found[1] else 2), start + found.end(1 if found[1] else 2)))
        for found in _ITEM.finditer(text)
    ]


def _are_states(items: list[tuple[str, Span]]) -> bool:
    return bool(items) and all(value.lower() in _STATES for value, _ in items)


def _paired(instance: str, states: list[tuple[str, Span]], names: list[tuple[str, Span]]) -> Iterator[Failure]:
    for (state, span), (name, _) in zip(states, names, strict=False):
        if state.lower() == _FAILED:
            yield Failure(instance, name.rstrip("/").rpartition("/")[2], span)


def _in_rows(text: str) -> Iterator[Failure]:
    for found in _ROW_LISTS.finditer(text):
        first, second = _items(found[2], found.start(2)), _items(found[3], found.start(3))
        if _are_states(first):
            yield from _paired(found[1], first, second)
        elif _are_states(second):
            yield from _paired(found[1], second, first)


def _in_columns(text: str) -> Iterator[Failure]:
    """Read a table whose header and rule of dashes say where the columns are."""
    for rule in islice(_RULE.finditer(text), _MOST_TABLES):
        head_start = text.rfind("\n", 0, max(0, rule.start() - 1)) + 1
        head = text[head_start : rule.start()].rstrip("\n")
        at = re.search(r"(?i)provisioningstate|\bstate\b|\bstatus\b", head)
        if at is None:
            continue
        start = rule.end() + 1
        while start < len(text):
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            row = text[start:end]
            if not row.strip():
                break
            cell = re.match(r"\S+", row[at.start() :])
            if cell and cell[0].lower() == _FAILED:
                shown = start + at.start()
                name, in_scale_set = _name(head, row)
                yield Failure(name, "", (shown, shown + len(cell[0])), in_scale_set)
            start = end + 1


def _name(head: str, row: str) -> tuple[str, bool]:
    """Give the instance id of a row, or else its name, and whether it was an instance id."""
    by_id = re.search(r"(?i)instanceid", head)
    at = by_id or re.search(r"(?i)(?<!group)\bname\b", head)
    cell = re.match(r"\s*(\S+)", row[at.start() :]) if at else None
    return (cell[1] if cell else ""), by_id is not None
