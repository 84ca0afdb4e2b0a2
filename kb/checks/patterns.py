"""House rules on match patterns: they compile, they are exact, and they fit an example."""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from kb.checks.page import Page
from kb.faults import Fault
from kb.text.masking import message_key

_OPEN_END = re.compile(r"^(?:\(\?[a-z]+\))?\.[*+]|(?<!\\)\.[*+]\??$")
_NOT_FIXED = re.compile(r"\(\?[a-z]+\)|\\[bBdDsSwWAz]|\[[^\]]*\]|\{\d+(?:,\d*)?\}|[.*+?|()^$\\]")
_FEWEST_FIXED = 8


def patterns(page: Page) -> Iterator[Fault]:
    """Each pattern compiles in RE2, has eight fixed characters, is closed at both ends and fits an example."""
    texts = [message_key(example.text) for example in page.entry.examples]
    for pattern in page.entry.match:
        try:
            compiled = re2.compile(pattern)
        except re2.error:
            yield page.fault("match:", f"'{pattern}' is no RE2 pattern", "leave out look-arounds and back-references")
            continue
        if _OPEN_END.search(pattern):
            yield page.fault("match:", f"'{pattern}' is open at an end", "remove the .* there")
        if max(map(len, _NOT_FIXED.split(pattern))) < _FEWEST_FIXED:
            yield page.fault("match:", f"'{pattern}' has too little fixed text", "add fixed words of the message")
        if not any(compiled.search(text) for text in texts):
            yield page.fault("match:", f"'{pattern}' fits no example of the page", "add the message under Examples")
        if any(compiled.search(message_key(other)) for other in page.entry.counter_examples):
            yield page.fault("match:", f"'{pattern}' fits a counter-example", "make it more exact")
