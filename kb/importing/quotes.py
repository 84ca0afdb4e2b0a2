"""Codes that stand only inside quoted errors, in output, or in running text that calls them an error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.importing.blocks import Block, Items, Quote, Table, Text
from kb.importing.codes import codes_of, fails, usual_first
from kb.importing.document import Document, Section
from kb.importing.finds import Find, Strength
from kb.importing.inline import plain, sentences, shortened
from kb.importing.mentions import equal_names, in_title, labelled, named
from kb.importing.scopes import Explanation, Role, explanation_of, is_short, message_of, other_steps, role_of, scope_of
from kb.importing.steps import steps_of

_MESSAGE = re.compile(
    r"(?is)\bmessage\\*[\"'*]{0,3}\s*[:=]\s*\\*[\"'*]{0,3}(.+?)(?:\\*[\"*]{1,3}\s*(?:[,;}\]\n]|$|\w+=)|\\*'\s*[,}]|$)"
)
_TITLE = 110
# How many blocks behind a quoted error may belong to it.
_NEAR = 9
_TELLING = 12


def read_quotes(document: Document) -> Iterator[Find]:
    """Give a find for each code inside a quoted error; the innermost one has the message as its example."""
    titled = bool(in_title(document.title))
    for section in document.sections():
        for at, block in enumerate(section.blocks):
            for quoted in _with_inner(block):
                text = message_of(quoted)
                raw = quoted.raw if isinstance(quoted, Quote) else text
                codes = labelled(text)
                if text and codes:
                    after = section.blocks[at + 1 : at + _NEAR]
                    yield from _of_quote(section, quoted, codes, text, _told(section, after, document, titled=titled))
                yield from _equal(quoted, raw)


def read_mentions(document: Document) -> Iterator[Find]:
    """Give a find for each code that running text calls one."""
    titled = bool(in_title(document.title))
    for section in document.sections():
        for at, block in enumerate(section.blocks):
            for inner in _with_inner(block):
                raw = inner.raw if isinstance(inner, (Text, Quote)) else _rows(inner)
                codes = named(raw) or _nothing_else(raw)
                if codes:
                    told = _told(section, section.blocks[at + 1 : at + _NEAR], document, titled=titled)
                    yield from (_mention(inner, code, raw, told) for code in codes)
                yield from _equal(inner, raw)


def message_inside(text: str) -> str:
    """Give what stands behind `Message=` in a quoted error, or its first line.

    >>> message_inside('Code="A" Message="No room." Target="x"'), message_inside("It failed: no room.")
    ('No room.', 'It failed: no room.')
    """
    found = _MESSAGE.findall(text)
    return plain(found[-1]) if found else plain(text.partition("\n")[0])


def _of_quote(section: Section, block: Block, codes: Sequence[str], text: str, told: Explanation) -> Iterator[Find]:
    for code in codes:
        innermost = code == codes[-1]
        message = message_inside(text)
        yield Find(
            codes=(code,),
            path=block.at.path,
            line=block.at.number,
            strength=Strength.QUOTE,
            place="quote",
            title=shortened(message if innermost else section.title, most=_TITLE),
            meaning=shortened(message, most=420) if innermost else f"It stands around {codes[-1]} in a quoted error.",
            messages=(text if is_short(text) else f"{code}: {shortened(message, most=600)}",) if innermost else (),
            causes=told.causes if innermost else (),
            fixes=told.fixes if innermost else (),
        )


def _nothing_else(raw: str) -> tuple[str, ...]:
    """Give the codes of a paragraph that consists of them."""
    codes = codes_of(plain(raw).rstrip("*"))
    return codes if all(fails(code) and len(code) >= _TELLING for code in codes) else ()


def _mention(block: Block, code: str, raw: str, told: Explanation) -> Find:
    said = [sentence for sentence in sentences(plain(raw)) if code in sentence]
    meaning = shortened(" ".join(said) or plain(raw), most=420).rstrip(":")
    return Find(
        codes=(code,),
        path=block.at.path,
        line=block.at.number,
        strength=Strength.MENTION,
        title=shortened(meaning, most=_TITLE),
        meaning=meaning,
        causes=told.causes,
        fixes=told.fixes,
    )


def _equal(block: Block, raw: str) -> Iterator[Find]:
    for names in equal_names(raw):
        if fails(names[0]) or fails(names[1]):
            yield Find(
                codes=usual_first(names),
                path=block.at.path,
                line=block.at.number,
                strength=Strength.QUOTE,
                title=shortened(plain(raw), most=_TITLE).rstrip(":"),
                meaning=shortened(plain(raw), most=420).rstrip(":"),
            )


def _told(section: Section, after: Sequence[Block], document: Document, *, titled: bool) -> Explanation:
    """Give what explains a place in an article that is not about codes of its title: near headings, or what follows."""
    if titled:
        return Explanation()
    scope = scope_of(section)
    if scope is not None:
        return explanation_of(scope, document=document)
    if role_of(section) is Role.SYMPTOM:
        told = explanation_of(document.root, document=document)
        return replace(told, fixes=other_steps(document.root))
    return Explanation(fixes=steps_of(after)) if role_of(section) is not Role.ASIDE else Explanation()


def _with_inner(block: Block) -> Iterator[Block]:
    yield block
    if isinstance(block, Items):
        for item in block.items:
            for inner in item.blocks:
                yield from _with_inner(inner)


def _rows(block: Block) -> str:
    if isinstance(block, Table):
        return "\n".join(" | ".join(row.cells) for row in block.rows)
    return ""
