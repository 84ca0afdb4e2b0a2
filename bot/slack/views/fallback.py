"""Blocks as one escaped mrkdwn text: for notifications and screen readers, and for posting when blocks are refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.slack.text.escape import fence, inline_code, literal
from bot.slack.text.limits import ELLIPSIS, MESSAGE_TEXT, length

Part = Mapping[str, Any]


def fallback(blocks: Iterable[Part], *, limit: int = MESSAGE_TEXT) -> str:
    """Give the blocks as text within Slack's limit; what does not fit is left out piece by piece, never in a fence."""
    kept: list[str] = []
    room = limit - 2
    for piece in filter(None, (piece for block in blocks for piece in _pieces(block))):
        if length(piece) + 1 > room:
            kept.append(ELLIPSIS)
            break
        kept.append(piece)
        room -= length(piece) + 1
    return "\n".join(kept)


def _pieces(block: Part) -> Iterator[str]:
    kind = block["type"]
    if kind == "rich_text":
        for element in block["elements"]:
            yield from _rich(element)
    elif kind == "context":
        yield from (element["text"] for element in block["elements"] if element["type"] == "mrkdwn")
    elif kind == "header":
        yield f"*{literal(block['text']['text'])}*"


def _rich(element: Part) -> Iterator[str]:
    kind = element["type"]
    if kind == "rich_text_preformatted":
        yield fence("".join(part["text"] for part in element["elements"]))
    elif kind == "rich_text_list":
        for number, item in enumerate(element["elements"], start=element.get("offset", 0) + 1):
            yield f"{number}. {_line(item)}" if element["style"] == "ordered" else f"• {_line(item)}"
    else:
        yield _line(element)


def _line(section: Part) -> str:
    return "".join(_inline(part) for part in section["elements"])


def _inline(part: Part) -> str:
    if part["type"] == "emoji":
        return f":{part['name']}:"
    if part["type"] == "link":
        return f"<{part['url']}|{literal(part['text']).replace('|', '/')}>"
    return inline_code(part["text"]) if part.get("style", {}).get("code") else literal(part["text"])
