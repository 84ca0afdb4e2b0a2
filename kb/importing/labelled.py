"""Sections that name their codes after `Error code:` and not in the heading."""

from __future__ import annotations

from collections.abc import Iterator

from kb.importing.blocks import Text
from kb.importing.codes import usual_first
from kb.importing.document import Document, Section
from kb.importing.finds import Find, Gap, Strength
from kb.importing.headings import codes_of_heading
from kb.importing.inline import shortened
from kb.importing.labels import codes_labelled, labelled_blocks, labels_in
from kb.importing.scopes import explanation_of, scope_of
from kb.importing.steps import steps_of

_TITLE = 110


def read_labels(document: Document) -> Iterator[Find | Gap]:
    """Give a find for each section that names its codes after `Error code:`."""
    for section in document.sections():
        pairs = labelled_blocks(section.blocks)
        values = [value for label, value in pairs if label == "code"]
        codes = usual_first(code for value in values for code in codes_labelled(value))
        at = section.heading.at if section.heading else section.blocks[0].at if section.blocks else None
        if at is None or not values or codes_of_heading(section)[0]:
            continue
        if not codes:
            yield Gap(at.path, at.number, f"'Error code: {values[0][:60]}' names no code")
            continue
        messages = tuple(value for label, value in pairs if label == "message" and value)
        yield _find(section, codes, messages, document)


def _find(section: Section, codes: tuple[str, ...], messages: tuple[str, ...], document: Document) -> Find:
    told = explanation_of(scope_of(section) or section, document=document)
    rest = [block for block in section.blocks if not (isinstance(block, Text) and labels_in(block.raw)[0][0])]
    at = section.heading.at if section.heading else section.blocks[0].at
    return Find(
        codes=codes,
        path=at.path,
        line=at.number,
        strength=Strength.PART,
        title=shortened(messages[0], most=_TITLE) if messages else "",
        meaning=told.causes[0] if told.causes else messages[0] if messages else "",
        messages=messages,
        causes=told.causes,
        fixes=told.fixes or steps_of(rest),
        prevent=told.prevent,
        diagnose=told.diagnose,
    )
