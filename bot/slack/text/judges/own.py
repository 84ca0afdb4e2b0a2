"""Our own rules of what Slack refuses: what its documents say, and what no library checks.

An action_id has to be unique within its block only: https://docs.slack.dev/reference/block-kit/block-elements
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bot.slack.text.judges.forms import input_block, menu
from bot.slack.text.judges.words import label, within
from bot.slack.text.limits import (
    ACTIONS,
    BLOCKS,
    BUDGET,
    BUTTON_TEXT,
    BUTTON_VALUE,
    CHART_LABEL,
    CHART_POINTS,
    CHART_SERIES,
    CHART_TITLE,
    CHARTS,
    CONTEXT,
    FIELD_TEXT,
    FIELDS,
    HEADER_TEXT,
    MARKDOWN_TEXT,
    SECTION_TEXT,
    Surface,
    length,
    parts,
    size,
)

VIEW_BLOCKS = 100
TABLE_ROWS, TABLE_COLUMNS = 100, 20
ALT_TEXT = 2000
# Blocks that are taken in some places only; all others are taken everywhere.
_ONLY: dict[str, frozenset[Surface]] = {
    "alert": frozenset({"modal"}),
    "markdown": frozenset({"message"}),
    "context_actions": frozenset({"message"}),
    "plan": frozenset({"message"}),
    "task_card": frozenset({"message"}),
    "file": frozenset({"message"}),
    "data_visualization": frozenset({"message", "home"}),
    "table": frozenset({"message", "home"}),
}
_RICH_PARTS = frozenset({"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"})
Part = Mapping[str, Any]


def of_all(blocks: Sequence[Part], *, surface: Surface) -> Iterator[str]:
    """Give what is wrong with blocks together."""
    most = BLOCKS if surface == "message" else VIEW_BLOCKS
    if not blocks:
        yield f"{surface}: no blocks"
    if len(blocks) > most:
        yield f"{surface}: {len(blocks)} blocks, {most} allowed"
    ids = Counter(block["block_id"] for block in blocks if block.get("block_id"))
    yield from (f"{surface}: block_id {name!r} stands {count} times" for name, count in ids.items() if count > 1)
    if surface == "message":
        yield from _of_message(blocks)


def of_block(block: Part, *, surface: Surface) -> Iterator[str]:
    """Give what is wrong with a block."""
    kind = str(block.get("type"))
    check = _CHECKS.get(kind)
    if check is None:
        yield "unknown type"
        return
    if surface not in _ONLY.get(kind, {surface}):
        yield f"not taken in a {surface}"
    yield from check(block)
    ids = Counter(part["action_id"] for part in parts(block) if part.get("action_id"))
    yield from (f"action_id {name!r} stands {count} times" for name, count in ids.items() if count > 1)
    for part in parts(block):
        yield from _of_part(part)


def _of_message(blocks: Sequence[Part]) -> Iterator[str]:
    if (taken := size(blocks)) > BUDGET:
        yield f"message: {taken} characters, {BUDGET} allowed"
    markdown = sum(length(str(block.get("text", ""))) for block in blocks if block.get("type") == "markdown")
    if markdown > MARKDOWN_TEXT:
        yield f"message: {markdown} characters of markdown, {MARKDOWN_TEXT} allowed"
    charts = sum(block.get("type") == "data_visualization" for block in blocks)
    if charts > CHARTS:
        yield f"message: {charts} charts, {CHARTS} allowed"


def _of_part(part: Part) -> Iterator[str]:
    kind = part.get("type")
    if kind in {"plain_text", "mrkdwn", "text", "markdown"} and not part.get("text"):
        yield "empty text"
    if kind == "image":
        yield from within(part.get("alt_text"), limit=ALT_TEXT, name="alt_text")
        if not part.get("alt_text"):
            yield "image without alt_text"
    if kind == "button":
        yield from label(part.get("text"), limit=BUTTON_TEXT)
        yield from within(part.get("value"), limit=BUTTON_VALUE, name="value")
    if kind in _RICH_PARTS and not part.get("elements"):
        yield f"{kind} without elements"
    if kind == "link" and not part.get("url"):
        yield "link without url"
    yield from menu(part)


def _section(block: Part) -> Iterator[str]:
    fields = block.get("fields") or ()
    if not block.get("text") and not fields:
        yield "neither text nor fields"
    yield from within((block.get("text") or {}).get("text"), limit=SECTION_TEXT)
    if len(fields) > FIELDS:
        yield f"{len(fields)} fields, {FIELDS} allowed"
    for field in fields:
        yield from within(field.get("text"), limit=FIELD_TEXT, name="field")


def _header(block: Part) -> Iterator[str]:
    yield from label(block.get("text"), limit=HEADER_TEXT)


def _elements(block: Part, *, most: int) -> Iterator[str]:
    elements = block.get("elements") or ()
    if not elements:
        yield "no elements"
    if len(elements) > most:
        yield f"{len(elements)} elements, {most} allowed"


def _context(block: Part) -> Iterator[str]:
    yield from _elements(block, most=CONTEXT)
    for element in block.get("elements") or ():
        if element.get("type") != "image":
            yield from within(element.get("text"), limit=SECTION_TEXT, name="element")


def _actions(block: Part) -> Iterator[str]:
    yield from _elements(block, most=ACTIONS)


def _rich_text(block: Part) -> Iterator[str]:
    yield from _elements(block, most=BUDGET)
    for element in block.get("elements") or ():
        if element.get("type") not in _RICH_PARTS:
            yield f"unknown part {element.get('type')!r}"


def _image(block: Part) -> Iterator[str]:
    if not block.get("image_url") and not block.get("slack_file"):
        yield "image without a source"


def _table(block: Part) -> Iterator[str]:
    rows = block.get("rows") or ()
    if not rows or len(rows) > TABLE_ROWS:
        yield f"{len(rows)} rows, 1 to {TABLE_ROWS} allowed"
    if (widest := max(map(len, rows), default=0)) > TABLE_COLUMNS:
        yield f"{widest} columns, {TABLE_COLUMNS} allowed"


def _chart(block: Part) -> Iterator[str]:
    chart = block.get("chart") or {}
    categories = (chart.get("axis_config") or {}).get("categories") or ()
    series = chart.get("series") or ()
    yield from within(block.get("title"), limit=CHART_TITLE, name="title")
    if not series or len(series) > CHART_SERIES or len({each.get("name") for each in series}) < len(series):
        yield f"{len(series)} series, 1 to {CHART_SERIES} with names of their own allowed"
    if not categories or len(categories) > CHART_POINTS:
        yield f"{len(categories)} points, 1 to {CHART_POINTS} allowed"
    for each in (*categories, *(one.get("name", "") for one in series)):
        yield from within(each, limit=CHART_LABEL, name="label")
    if any([point.get("label") for point in each.get("data") or ()] != list(categories) for each in series):
        yield "a series whose points are not those of the axis"


def _nothing(_: Part) -> Iterator[str]:
    return iter(())


_CHECKS: dict[str, Callable[[Part], Iterator[str]]] = {
    "actions": _actions,
    "alert": _nothing,
    "context": _context,
    "context_actions": _actions,
    "data_visualization": _chart,
    "divider": _nothing,
    "file": _nothing,
    "header": _header,
    "image": _image,
    "input": input_block,
    "markdown": _nothing,
    "plan": _nothing,
    "rich_text": _rich_text,
    "section": _section,
    "table": _table,
    "task_card": _nothing,
}
