"""Slack's own markup: keeping it out of what the bot posts, and taking it out of what people posted.

Slack knows three special characters, `& < >`. Whatever stands between `<` and `>` may ring a whole channel, so no text
that comes from outside is ever posted without passing through here.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}
_TOKEN = re.compile(
    r"<(?P<inside>[@#!][^<>\n|]*|(?:mailto|tel):[^<>\n|]+|[a-zA-Z][a-zA-Z0-9+.-]*://[^<>\s|]+)(?:\|(?P<label>[^<>\n]*))?>"
    r"|&(?P<entity>amp|lt|gt);"
)
# Control characters, and those that turn the direction of writing round: with them a command can be made to look like
# another one.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_BACKTICKS = re.compile(r"`{3,}")


def legible(text: str) -> str:
    r"""Give the text with Unix line ends and every unseen character made visible.

    >>> legible("a\r\nb\x1b[0m")
    'a\nb�[0m'
    """
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))


def escape(text: str) -> str:
    """Give the text so that Slack shows it literally and nobody is called.

    >>> escape("<!channel> & all")
    '&lt;!channel&gt; &amp; all'
    """
    return legible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def literal(text: str) -> str:
    """Give the text for the middle of a message: escaped, and opening no code block."""
    return _BACKTICKS.sub(_parted, escape(text))


def inline_code(text: str) -> str:
    """Give the text as code inside a line; backticks and line ends, which would end it, are replaced.

    >>> inline_code("a`b")
    "`a'b`"
    """
    line = " ".join(escape(text).replace("`", "'").split())
    return f"`{line}`" if line else ""


def fence(text: str) -> str:
    """Give the text as a code block that its content cannot leave.

    Three backticks in a row are parted by a zero-width space: they look the same and end nothing.
    """
    inside = literal(text).strip("\n")
    return f"```\n{inside}\n```"


def web_address(url: str) -> str | None:
    """Give an https address that is safe between Slack's angle brackets, or None if it is none.

    >>> web_address("https://learn.microsoft.com/a b|c>")
    'https://learn.microsoft.com/a%20b%7Cc%3E'
    >>> web_address("javascript:alert(1)")
    """
    safe = quote(legible(url).strip(), safe="/:?#@!$&'()*+,;=%-._~")
    try:
        parts = urlsplit(safe)
    except ValueError:
        return None
    return safe if parts.scheme == "https" and parts.hostname else None


def unescape(text: str) -> str:
    """Give what a person saw when posting: entities decoded, links as their text, people who were called left out.

    Backticks stay: they are part of what was pasted.

    >>> unescape("<@U012> see <https://aka.ms/x|aka.ms/x> &lt;rg&gt;")
    ' see aka.ms/x <rg>'
    """
    return _TOKEN.sub(_seen, text)


def _parted(ticks: re.Match[str]) -> str:
    return "\N{ZERO WIDTH SPACE}".join(ticks.group())


def _seen(token: re.Match[str]) -> str:
    if token["entity"]:
        return _ENTITIES[token["entity"]]
    inside, label = token["inside"], unescape(token["label"] or "")
    if inside.startswith("@"):
        return ""
    if inside.startswith(("#", "!")):
        return _named(inside, label)
    address = re.sub(r"^(?:mailto|tel):", "", unescape(inside))
    if not label or label == address:
        return address
    return label if label in address else f"{label} ({address})"


def _named(inside: str, label: str) -> str:
    sign = "#" if inside.startswith("#") else "@"
    if label:
        return label if inside.startswith("!") else sign + label
    return sign + inside[1:].partition("^")[0]
