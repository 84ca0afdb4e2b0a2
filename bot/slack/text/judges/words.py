"""Rules about words, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.slack.text.limits import length


def label(text: object, *, limit: int) -> Iterator[str]:
    """Give what is wrong with words that take no markup."""
    if not isinstance(text, Mapping) or text.get("type") != "plain_text":
        yield "text must be plain_text"
    else:
        yield from within(text.get("text"), limit=limit)


def within(text: object, *, limit: int, name: str = "text") -> Iterator[str]:
    """Say how much longer a text is than allowed."""
    if (found := length(str(text or ""))) > limit:
        yield f"{name} of {found} characters, {limit} allowed"
