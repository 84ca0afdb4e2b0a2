"""What a person asked: the text of a Slack event that keeps the most of what was pasted.

The same message comes as mrkdwn in `text` and, from Slack's own clients, as rich text in `blocks`; forwarded messages
and what other apps posted come as attachments. None of the three is always there or always whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from bot.slack.text.escape import legible, unescape

Event = Mapping[str, Any]


def question(event: Event) -> str:
    """Give what the person wants explained, without the call to the bot; empty if there is no text at all."""
    parts = [_fullest(event)]
    for attachment in event.get("attachments") or ():
        text = _attached(attachment)
        if text and text not in parts[0]:
            parts.append(text)
    return legible("\n\n".join(filter(None, parts))).strip()


def _fullest(message: Mapping[str, Any]) -> str:
    rich = "\n".join(_block(block) for block in message.get("blocks") or ()).strip()
    plain = unescape(str(message.get("text") or "")).strip()
    return max(rich, plain, key=_substance)


def _substance(text: str) -> int:
    return sum(map(str.isalnum, text))


def _attached(attachment: Mapping[str, Any]) -> str:
    forwarded = [_fullest(inner.get("message") or {}) for inner in attachment.get("message_blocks") or ()]
    lines = [unescape(str(attachment.get(key) or "")) for key in ("pretext", "title", "text")]
    lines += [
        unescape(f"{field.get('title', '')}: {field.get('value', '')}") for field in attachment.get("fields") or ()
    ]
    written = "\n".join(filter(None, (line.strip() for line in lines)))
    fallback = unescape(str(attachment.get("fallback") or ""))
    return max(written, "\n".join(forwarded), _fullest({"blocks": attachment.get("blocks")}), fallback, key=_substance)


def _block(block: Mapping[str, Any]) -> str:
    if block.get("type") == "rich_text":
        return "\n".join(_rich(element) for element in block.get("elements") or ())
    texts = [block.get("text"), *(block.get("fields") or ()), *(block.get("elements") or ())]
    return "\n".join(_text_object(text) for text in texts if text)


def _text_object(text: object) -> str:
    if isinstance(text, str):
        return text
    if not isinstance(text, Mapping) or not isinstance(text.get("text"), str):
        return ""
    return unescape(text["text"]) if text.get("type") == "mrkdwn" else str(text["text"])


def _rich(element: Mapping[str, Any]) -> str:
    inner = element.get("elements") or ()
    if element.get("type") == "rich_text_list":
        return "\n".join(map(_rich, inner))
    return "".join(_inline(inner))


def _inline(elements: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for element in elements:
        shown = _SHOWN.get(str(element.get("type")))
        if shown:
            yield shown(element)


def _link(element: Mapping[str, Any]) -> str:
    url = str(element.get("url") or "").removeprefix("mailto:").removeprefix("tel:")
    label = str(element.get("text") or "")
    if not label:
        return url
    return label if label in url else f"{label} ({url})"


_SHOWN: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "text": lambda element: str(element.get("text") or ""),
    "link": _link,
    "emoji": lambda element: f":{element.get('name', '')}:",
    "channel": lambda element: f"#{element.get('channel_id', '')}",
    "broadcast": lambda element: f"@{element.get('range', '')}",
    "color": lambda element: str(element.get("value") or ""),
    "date": lambda element: str(element.get("fallback") or ""),
}
