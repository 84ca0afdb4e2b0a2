"""Slack's limits in one place, clipping to them, and the check that names everything Slack would refuse.

Slack counts UTF-16 units, so an emoji counts twice. The limits are those of docs.slack.dev/reference/block-kit; the
budget of a whole message is not documented: messages of a little over 11,000 characters have been refused, and each
element seems to count a little beside its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

Block = dict[str, Any]
Surface = Literal["message", "modal", "home"]

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
    return sum(_cost(part) for block in blocks for part in parts(block))


def validate(blocks: Sequence[Mapping[str, Any]], *, surface: Surface = "message") -> tuple[str, ...]:
    """Give every reason why Slack would refuse these blocks there; nothing means that it takes them.

    Three judges: our own rules, the models of slack_sdk, and slackblocks; each names what it finds.
    """
    from bot.slack.text.checking import faults  # noqa: PLC0415 - its libraries are loaded with the first message

    return faults(blocks, surface=surface)


def parts(value: object) -> Iterator[Mapping[str, Any]]:
    """Give every object of a payload, from the outside in."""
    if isinstance(value, Mapping):
        yield value
        for inner in value.values():
            yield from parts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from parts(inner)


def _cost(part: Mapping[str, Any]) -> int:
    values = (part.get(key) for key in ("text", "url", "alt_text", "value"))
    return ELEMENT_COST + sum(length(value) for value in values if isinstance(value, str))
