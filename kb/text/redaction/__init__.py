"""A text without its secrets: found in it and in every layer that decoding uncovers, replaced where they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate, islice

from kb.text.lazily import lazily
from kb.text.offsets import TracedText
from kb.text.redaction import (
    assignments,
    commands,
    connections,
    documents,
    headers,
    keys,
    manifests,
    tables,
    tokens,
)
from kb.text.redaction.kinds import KINDS, MARK, Find, Page, merged
from kb.text.redaction.layers import Encoded, embedded, layers

__all__ = ["KINDS", "Redaction", "redact"]

_RULES: tuple[Callable[[Page], Iterator[Find]], ...] = (
    assignments.assigned,
    commands.commanded,
    connections.addresses,
    connections.signatures,
    documents.documented,
    headers.cookies,
    headers.headers,
    keys.private_keys,
    manifests.manifested,
    tables.tabled,
    tokens.account_keys,
    tokens.chat_tokens,
    tokens.client_secrets,
    tokens.cloud_keys,
    tokens.forge_tokens,
    tokens.web_tokens,
)
_EMAIL = lazily(r"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}(?<![.-])")
_MARKED = lazily(rf"{re.escape(MARK)}[a-z-]+\]")
_WRITTEN = lazily(r"\w")
_MOST_ROUNDS = 8
_MOST_FINDS = 10_000  # more than that, and the text is a secret as a whole
_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Redaction:
    """A redacted text, whose layer below is the text as given, and how many secrets of which kind were in it."""

    text: TracedText
    counts: tuple[tuple[str, int], ...]


def redact(text: str | TracedText, *, emails: bool = False) -> Redaction:
    """Give the text with each secret replaced by `[redacted:<kind>]` and everything else as it was.

    E-mail addresses are taken out only if asked for. Redacting a redacted text changes nothing.
    """
    given = text if isinstance(text, TracedText) else TracedText(text)
    finds = _secrets(given.text, emails=emails)
    redacted = given.replaced(_edits(finds)) if finds else given.sliced(0, len(given.text))
    for _ in range(_MOST_ROUNDS):
        fresh = _secrets(redacted.text, emails=emails) if finds else []
        if not fresh:
            break
        finds = merged([*finds, *_before(fresh, finds)])
        redacted = given.replaced(_edits(finds))
    counts = Counter(find.kind for find in finds)
    return Redaction(redacted, tuple(sorted(counts.items())))


def _before(fresh: list[Find], finds: list[Find]) -> Iterator[Find]:
    """Give the fresh finds of a redacted text where they stood before; none of them touches a mark."""
    remaining = iter(finds)
    old = next(remaining, None)
    shift = 0
    for find in fresh:
        while old and old.start <= find.start + shift:
            shift += old.end - old.start - len(_mark(old))
            old = next(remaining, None)
        yield Find(find.start + shift, find.end + shift, find.kind)


def _mark(find: Find) -> str:
    return f"{MARK}{find.kind}]"


def _edits(finds: list[Find]) -> Iterator[tuple[int, int, str]]:
    return ((find.start, find.end, _mark(find)) for find in finds)


def _secrets(text: str, *, emails: bool) -> list[Find]:
    """Give the secrets of all layers where they stand in the text, without what is a mark already."""
    finds: list[Find] = []
    for layer in layers(text):
        fresh = list(islice(_on(layer.page, emails=emails), _MOST_FINDS))
        finds += layer.origins(fresh)
        if len(fresh) == _MOST_FINDS:
            finds.append(Find(0, len(text), fresh[-1].kind))
        if any(find.start == 0 and find.end == len(text) for find in finds):
            break
    marks = [found.span() for found in _MARKED.finditer(text)] if MARK in text else []
    return list(_unmarked(merged(finds), marks, text)) if marks else merged(finds)


def _unmarked(finds: list[Find], marks: list[tuple[int, int]], text: str) -> Iterator[Find]:
    """Give what of the finds stands outside of the marks, if there is anything written in it."""
    for find in finds:
        start = find.start
        for mark in marks[bisect_right(marks, (start, start)) - 1 if marks[0][0] <= start else 0 :]:
            if mark[0] >= find.end:
                break
            if _WRITTEN.search(text, start, max(start, mark[0])):
                yield Find(start, mark[0], find.kind)
            start = max(start, mark[1])
        if _WRITTEN.search(text, start, max(start, find.end)):
            yield Find(start, find.end, find.kind)


def _on(page: Page, *, emails: bool) -> Iterator[Find]:
    for rule in _RULES:
        yield from rule(page)
    yield from _inside(embedded(page))
    if emails and "@" in page.text:
        yield from (Find(*found.span(), "email") for found in _EMAIL.finditer(page.text))


def _inside(contents: list[Encoded]) -> Iterator[Find]:
    """Give the encoded texts that hold a secret; they are looked through as one text, and taken out whole."""
    if not contents:
        return
    starts = list(accumulate((len(each.content) + len(_BETWEEN) for each in contents), initial=0))
    for layer in layers(_BETWEEN.join(each.content for each in contents)):
        for find in layer.origins([find for rule in _RULES for find in rule(layer.page)]):
            each = contents[min(bisect_right(starts, find.start), len(contents)) - 1]
            yield Find(each.start, each.end, find.kind)
