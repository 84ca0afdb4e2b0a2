"""The check that asks the real matcher: each example is won by its own page, no counter-example is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.checks.page import Page
from kb.faults import Fault
from kb.library import Library
from kb.matching import match
from kb.text.cleaning import clean
from kb.text.offsets import TracedText
from kb.text.redaction import redact

# A state in which nothing is wrong is explained only to somebody who asks.
_ASKED = "\nWhat does this mean?"


def winner(library: Library, text: str) -> str | None:
    """Give the id of the entry that explains a text, or None."""
    found = match(library, clean(redact(TracedText(text)).text)).matches
    return library.id_of(found[0].known) if found else None


def examples(pages: Iterable[Page], library: Library) -> Iterator[Fault]:
    """Give a fault for each example another page wins and each counter-example its own page wins."""
    for page in pages:
        if page.entry.status == "retired":
            continue
        for example in page.entry.examples:
            won = winner(library, example.text + _ASKED if _is_healthy(page) else example.text)
            if won != page.entry.id:
                by = (
                    f"is won by {won}, not by {page.entry.id}"
                    if won
                    else f"is not won by {page.entry.id}, nor by any page"
                )
                yield page.fault(
                    _first_line(example.text), f"this example {by}", "make `match` or the example more exact"
                )
        for other in page.entry.counter_examples:
            if winner(library, other) == page.entry.id:
                yield page.fault(
                    _first_line(other), f"this counter-example is won by {page.entry.id}", "make `match` more exact"
                )


def _is_healthy(page: Page) -> bool:
    return page.entry.kind == "status" and page.entry.act == "nobody"


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.split("\n") if line.strip()), text)
