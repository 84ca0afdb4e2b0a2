"""Slack's limits in one place, clipping to them, and a check that names everything Slack would refuse.

Slack counts UTF-16 units, so an emoji counts twice. The limits are those of docs.slack.dev/reference/block-kit; the
budget of a whole message is not documented: messages of a little over 11,000 characters have been refused, and each
element seems to count a little beside its text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Block = dict[str, Any]

BLOCKS = 50
SECTION_TEXT = 3000
FIELDS = 10
FIELD_TEXT = 2000
HEADER_TEXT = 150
BUTTON_TEXT = 75
BUTTON_VALUE = 2000
ACTIONS = 25
CONTEXT = 10
MARKDOWN_TEXT = 12_000
BUDGET = 10_000
ELEMENT_COST = 10
MESSAGE_TEXT = 4000
CHARTS = 2
CHART_TITLE = 50
CHART_SERIES = 6
CHART_POINTS = 20
CHART_LABEL = 20
ELLIPSIS = "…"

_RICH_PARTS = frozenset({"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"})


def length(text: str) -> int:
    """Give how many characters Slack counts.

    >>> length("é"), length("🛑")
    (1, 2)
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clip(text: str, limit: int) -> str:
    """Give the text cut after at most `limit` characters, with an ellipsis if anything was cut.

    >>> clip("capacity", 5)
    'capa…'
    """
    if length(text) <= limit:
        return text
    cut = text.encode("utf-16-le", "surrogatepass")[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    return cut.rstrip() + ELLIPSIS


def clip_lines(text: str, *, limit: int, lines: int) -> str:
    r"""Give the first lines of the text within the limit; an ellipsis on its own line says that something was cut.

    >>> clip_lines("one\ntwo\nthree", limit=100, lines=2)
    'one\ntwo\n…'
    """
    kept = text.split("\n")[:lines]
    while len(kept) > 1 and length("\n".join(kept)) + 2 > limit:
        kept.pop()
    short = "\n".join(kept)
    if short == text:
        return clip(text, limit)
    return clip(short, limit - 2) + "\n" + ELLIPSIS


def size(blocks: Sequence[Mapping[str, Any]]) -> int:
    """Give what the blocks take of the budget of a message."""
    return sum(_cost(part) for block in blocks for part in _parts(block))


def validate(blocks: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Give every reason why Slack would refuse these blocks; nothing means that it takes them."""
    return tuple(_of_message(blocks)) + tuple(
        f"block {number} ({block.get('type')}): {fault}"
        for number, block in enumerate(blocks, start=1)
        for fault in _of_block(block)
    )


def _cost(part: Mapping[str, Any]) -> int:
    values = (part.get(key) for key in ("text", "url", "alt_text", "value"))
    return ELEMENT_COST + sum(length(value) for value in values if isinstance(value, str))


def _parts(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        yield value
        for inner in value.values():
            yield from _parts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _parts(inner)


def _of_message(blocks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not blocks:
        yield "message: no blocks"
    if len(blocks) > BLOCKS:
        yield f"message: {len(blocks)} blocks, {BLOCKS} allowed"
    if (taken := size(blocks)) > BUDGET:
        yield f"message: {taken} characters, {BUDGET} allowed"
    markdown = sum(length(str(block.get("text", ""))) for block in blocks if block.get("type") == "markdown")
    if markdown > MARKDOWN_TEXT:
        yield f"message: {markdown} characters of markdown, {MARKDOWN_TEXT} allowed"
    charts = sum(block.get("type") == "data_visualization" for block in blocks)
    if charts > CHARTS:
        yield f"message: {charts} charts, {CHARTS} allowed"
    ids = Counter(part["action_id"] for part in _parts(list(blocks)) if "action_id" in part)
    yield from (f"message: action_id {name!r} stands {count} times" for name, count in ids.items() if count > 1)


def _of_block(block: Mapping[str, Any]) -> Iterator[str]:
    check = _CHECKS.get(str(block.get("type")))
    if check is None:
        yield "unknown type"
        return
    yield from check(block)
    for part in _parts(block):
        yield from _of_part(part)


def _of_part(part: Mapping[str, Any]) -> Iterator[str]:
    kind = part.get("type")
    if kind in {"plain_text", "mrkdwn", "text", "markdown"} and not part.get("text"):
        yield "empty text"
    if kind == "image" and not part.get("alt_text"):
        yield "image without alt_text"
    if kind == "button":
        yield from _label(part.get("text"), limit=BUTTON_TEXT)
        yield from _text({"text": part.get("value", "")}, limit=BUTTON_VALUE, name="value")
    if kind in _RICH_PARTS and not part.get("elements"):
        yield f"{kind} without elements"
    if kind == "link" and not part.get("url"):
        yield "link without url"


def _label(text: object, *, limit: int) -> Iterator[str]:
    if not isinstance(text, Mapping) or text.get("type") != "plain_text":
        yield "text must be plain_text"
    else:
        yield from _text(text, limit=limit)


def _text(text: Mapping[str, Any], *, limit: int, name: str = "text") -> Iterator[str]:
    if (found := length(str(text.get("text", "")))) > limit:
        yield f"{name} of {found} characters, {limit} allowed"


def _section(block: Mapping[str, Any]) -> Iterator[str]:
    fields = block.get("fields") or ()
    if not block.get("text") and not fields:
        yield "neither text nor fields"
    yield from _text(block.get("text") or {}, limit=SECTION_TEXT)
    if len(fields) > FIELDS:
        yield f"{len(fields)} fields, {FIELDS} allowed"
    for field in fields:
        yield from _text(field, limit=FIELD_TEXT, name="field")


def _header(block: Mapping[str, Any]) -> Iterator[str]:
    yield from _label(block.get("text"), limit=HEADER_TEXT)


def _elements(block: Mapping[str, Any], *, most: int) -> Iterator[str]:
    elements = block.get("elements") or ()
    if not elements:
        yield "no elements"
    if len(elements) > most:
        yield f"{len(elements)} elements, {most} allowed"


def _context(block: Mapping[str, Any]) -> Iterator[str]:
    yield from _elements(block, most=CONTEXT)
    for element in block.get("elements") or ():
        if element.get("type") != "image":
            yield from _text(element, limit=SECTION_TEXT, name="element")


def _actions(block: Mapping[str, Any]) -> Iterator[str]:
    yield from _elements(block, most=ACTIONS)


def _rich_text(block: Mapping[str, Any]) -> Iterator[str]:
    yield from _elements(block, most=BUDGET)
    for element in block.get("elements") or ():
        if element.get("type") not in _RICH_PARTS:
            yield f"unknown part {element.get('type')!r}"


def _image(block: Mapping[str, Any]) -> Iterator[str]:
    if not block.get("image_url") and not block.get("slack_file"):
        yield "image without a source"


def _chart(block: Mapping[str, Any]) -> Iterator[str]:
    chart = block.get("chart") or {}
    categories = (chart.get("axis_config") or {}).get("categories") or ()
    series = chart.get("series") or ()
    yield from _text({"text": block.get("title") or ""}, limit=CHART_TITLE, name="title")
    if not series or len(series) > CHART_SERIES or len({each.get("name") for each in series}) < len(series):
        yield f"{len(series)} series, 1 to {CHART_SERIES} with names of their own allowed"
    if not categories or len(categories) > CHART_POINTS:
        yield f"{len(categories)} points, 1 to {CHART_POINTS} allowed"
    for label in (*categories, *(each.get("name", "") for each in series)):
        yield from _text({"text": label}, limit=CHART_LABEL, name="label")
    if any([point.get("label") for point in each.get("data") or ()] != list(categories) for each in series):
        yield "a series whose points are not those of the axis"


def _input(block: Mapping[str, Any]) -> Iterator[str]:
    yield from _label(block.get("label"), limit=SECTION_TEXT)
    if not block.get("element"):
        yield "no element"


def _nothing(_: Mapping[str, Any]) -> Iterator[str]:
    return iter(())


_CHECKS: dict[str, Callable[[Mapping[str, Any]], Iterator[str]]] = {
    "actions": _actions,
    "context": _context,
    "data_visualization": _chart,
    "divider": _nothing,
    "header": _header,
    "image": _image,
    "input": _input,
    "markdown": _nothing,
    "rich_text": _rich_text,
    "section": _section,
}
