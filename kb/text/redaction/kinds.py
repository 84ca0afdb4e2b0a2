"""The kinds of secrets, the most specific first, and what finding one gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

KINDS = (
    "kubeconfig-token",
    "cloud-key",
    "private-key",
    "key-vault-secret",
    "connection-string",
    "sas-signature",
    "slack-token",
    "devops-token",
    "client-secret",
    "storage-account-key",
    "cookie",
    "bearer-token",
    "url-password",
    "password",
    "email",
)
RANKS = {kind: rank for rank, kind in enumerate(KINDS)}
MARK = "[redacted:"


class Find(NamedTuple):
    """A secret of one kind, from start to end; a tuple, for a hostile text holds a hundred thousand of them."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Page:
    """A text to look through, once as it is and once in lower case, position by position the same."""

    text: str

    @cached_property
    def lower(self) -> str:
        """Give the text in lower case; the one letter whose lower case is two long becomes a plain i."""
        return self.text.replace("İ", "i").lower()

    def has(self, *words: str) -> bool:
        """Tell whether one of the lower-case words occurs."""
        lower = self.lower
        for word in words:  # noqa: SIM110 - this is asked most often of all, and a generator takes three times as long
            if word in lower:
                return True
        return False


def places(text: str, word: str) -> Iterator[int]:
    """Give where the word begins, from left to right."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def matches(page: Page, pattern: re.Pattern[str], *words: str, exact: bool = False) -> Iterator[re.Match[str]]:
    """Give where the pattern matches and one of the words, in lower case, begins it.

    Looking for words first is many times faster than looking for a pattern. The pattern sees the text in lower case
    unless `exact` is set. What follows a match begins behind it.
    """
    text = page.text if exact else page.lower
    lower = page.lower
    for word in words:
        at = lower.find(word)
        while at >= 0:
            following = at + len(word)
            if found := pattern.match(text, at):
                following = found.end()
                yield found
            at = lower.find(word, following)


def merged(finds: Iterable[Find]) -> list[Find]:
    """Give the finds in order, those that overlap as one of the more specific kind."""
    joined: list[Find] = []
    for find in sorted(finds):
        if joined and find.start < joined[-1].end:
            last = joined[-1]
            kind = min(last.kind, find.kind, key=RANKS.__getitem__)
            joined[-1] = Find(last.start, max(last.end, find.end), kind)
        elif find.end > find.start:
            joined.append(find)
    return joined
