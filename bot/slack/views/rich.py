"""Building stones of Block Kit.

Rich text carries its text as data, not as markup: a pasted `<!channel>` or a stray backtick is shown and does nothing.
So everything that may come from a paste is drawn with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.slack.text.escape import legible, literal, web_address
from bot.slack.text.limits import ELLIPSIS, HEADER_TEXT, Block, clip

Inline = dict[str, object]
_MARKDOWN = re.compile(
    r"`+(?P<code>[^`\n]+)`+|\*\*(?P<bold>[^*\n]+)\*\*|\[(?P<label>[^\[\]\n]+)\]\((?P<url>[^()\s]+)\)"
)


def header(text: str) -> Block:
    """Give the title of an answer."""
    line = clip(" ".join(legible(text).split()) or ELLIPSIS, HEADER_TEXT)
    return {"type": "header", "text": {"type": "plain_text", "text": line, "emoji": False}}


def context(*lines: str) -> Block:
    """Give small print, line by line."""
    text = literal("\n".join(lines))
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}


def divider() -> Block:
    """Give a line across the message."""
    return {"type": "divider"}


def rich(*elements: Block) -> Block:
    """Give a block of rich text."""
    return {"type": "rich_text", "elements": list(elements)}


def paragraph(*inline: Inline) -> Block:
    """Give one paragraph; Slack takes none that is empty, and none with an empty piece."""
    pieces = [piece for piece in inline if piece.get("text") != ""]
    return {"type": "rich_text_section", "elements": pieces or [plain(" ")]}


def bullets(items: Iterable[Sequence[Inline]]) -> Block:
    """Give a list with dots."""
    return {"type": "rich_text_list", "style": "bullet", "elements": [paragraph(*item) for item in items]}


def numbered(items: Iterable[Sequence[Inline]], *, first: int) -> Block:
    """Give a stretch of a numbered list, so that anything, such as a command, may stand between two stretches."""
    elements = [paragraph(*item) for item in items]
    return {"type": "rich_text_list", "style": "ordered", "offset": first - 1, "elements": elements}


def preformatted(content: str) -> Block:
    """Give a code block that can be copied as it is; nothing in it can end it."""
    return {"type": "rich_text_preformatted", "elements": [plain(content)]}


def plain(content: str) -> Inline:
    """Give text as it is."""
    return {"type": "text", "text": legible(content)}


def bold(content: str) -> Inline:
    """Give text that stands out."""
    return {**plain(content), "style": {"bold": True}}


def italic(content: str) -> Inline:
    """Give text that stands back."""
    return {**plain(content), "style": {"italic": True}}


def code(content: str) -> Inline:
    """Give a code or name as Azure prints it."""
    return {**plain(content), "style": {"code": True}}


def emoji(name: str) -> Inline:
    """Give an emoji by its Slack name; words must say the same beside it."""
    return {"type": "emoji", "name": name}


def link(title: str, url: str) -> Inline:
    """Give a link, or the title and the address as text if it is no https address."""
    address = web_address(url)
    if address is None:
        return plain(f"{title} ({url})" if url else title)
    return {"type": "link", "url": address, "text": legible(title) or address}


def prose(markdown: str) -> list[Inline]:
    """Give the text of an entry: code and bold as such, a link as its text and address, everything else as it stands.

    Links of the text are not made clickable: a filled-in name could bring one.
    """
    parts: list[Inline] = []
    at = 0
    for found in _MARKDOWN.finditer(markdown):
        parts += [plain(markdown[at : found.start()]), _styled(found)]
        at = found.end()
    parts.append(plain(markdown[at:]))
    return [part for part in parts if part["text"]]


def _styled(found: re.Match[str]) -> Inline:
    if found["code"]:
        return code(found["code"])
    if found["bold"]:
        return bold(found["bold"])
    return plain(f"{found['label']} ({found['url']})")
