"""The index of all entries as one Markdown page: by provider, with codes, depth and who has to act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from kb.entry import Entry

_FOLDER = "../kb/entries"


def is_full(entry: Entry) -> bool:
    """Say whether a page is full: causes, and for an error a real message and a look-alike."""
    if entry.kind != "error":
        return bool(entry.causes)
    return bool(entry.causes and entry.counter_examples) and not all(one.constructed for one in entry.examples)


def index_page(entries: Iterable[Entry]) -> str:
    """Give the page: counts by provider and depth, then every entry in the order of its id."""
    ordered = sorted(entries, key=lambda entry: (_provider(entry), entry.id.lower()))
    groups = [(provider, list(group)) for provider, group in groupby(ordered, key=_provider)]
    lines = [
        "# All entries",
        "",
        "This page is printed by `aztriage kb index`; do not edit it. A full page has causes, a real message and a",
        "look-alike; a light one says what the code means and what to do first. How a page is written stands in",
        "[Adding an entry](adding-an-entry.md).",
        "",
        *_counts(groups),
    ]
    for provider, group in groups:
        lines += ["", f"## {provider}", "", "| page | codes | title | depth | who acts |", "|---|---|---|---|---|"]
        lines += [_row(entry) for entry in group]
    return "\n".join(lines) + "\n"


def _counts(groups: list[tuple[str, list[Entry]]]) -> list[str]:
    lines = ["| provider | full | light | pages | codes |", "|---|--:|--:|--:|--:|"]
    everything = [entry for _, group in groups for entry in group]
    for provider, group in [(f"[{name}](#{name})", group) for name, group in groups] + [("all", everything)]:
        depth = Counter(is_full(entry) for entry in group)
        codes = {code.lower() for entry in group for code in entry.codes}
        lines.append(f"| {provider} | {depth[True]} | {depth[False]} | {len(group)} | {len(codes)} |")
    return lines


def _row(entry: Entry) -> str:
    name = entry.id.partition("/")[2]
    codes = ", ".join(f"`{code}`" for code in entry.codes)
    link = f"{_FOLDER}/{entry.id}.md".replace(" ", "%20")
    depth = "full" if is_full(entry) else "light"
    return f"| [{name}]({link}) | {codes} | {_cell(entry.title)} | {depth} | {entry.act} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _provider(entry: Entry) -> str:
    return entry.id.partition("/")[0]
