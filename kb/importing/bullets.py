"""Lists of codes: `- [**Code**](address) - text`, `- **A/B/C**: text`, and errors that are told by number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.entry import Reference
from kb.importing.blocks import Item, Items
from kb.importing.codes import codes_of, fails, usual_first
from kb.importing.document import Document
from kb.importing.finds import Find, Strength
from kb.importing.inline import links, plain, shortened
from kb.importing.places import linked

_LEADING = re.compile(
    r"^\s*(?:\[\s*[*`\"]{0,3}(?P<linked>[^\]*`\"]+?)\s*[*`\"]{0,3}\s*\]\([^)]*\)|\*\*(?P<bold>[^*]+?)\s*\*\*"
    r"|`(?P<code>[^`]+)`|(?P<bare>[A-Z]\w+))\s*(?:[-–—:]\s*(?P<told>.+))?$",
    re.DOTALL,
)
_ANY_NUMBER = re.compile(r"(?i)\berror (\d{4,6}(?:,\s*\d{4,6})*)\b")
_TITLE, _MOST = 110, 2000


def read_bullets(document: Document) -> Iterator[Find]:
    """Give a find for each list item that starts with codes, or that is a link about an error number."""
    for _, block in document.blocks():
        for item in block.items if isinstance(block, Items) else ():
            codes, told = codes_of_item(item.raw)
            if codes:
                yield _find(item, codes, told, document)


def codes_of_item(raw: str) -> tuple[tuple[str, ...], str]:
    """Give the codes of a list item, and what it says about them.

    >>> codes_of_item("[**DiskNotFound/DiskInUse**](https://x.y/z#a) - The disk is away")
    (('DiskNotFound', 'DiskInUse'), 'The disk is away')
    >>> codes_of_item("**Note** - The disk is away")
    ((), '')
    """
    raw = raw[:_MOST]
    leading = _LEADING.match(raw)
    if leading and leading["told"]:
        codes = codes_of(leading["linked"] or leading["bold"] or leading["code"] or leading["bare"] or "")
        if codes and all(fails(code) for code in codes):
            return codes, plain(leading["told"])
    numbers = _ANY_NUMBER.search(plain(raw)) if links(raw) else None
    if numbers:
        told = re.sub(r"^NEW\s+", "", plain(raw)).strip("- ")
        return usual_first(re.findall(r"\d+", numbers[1])), told
    return (), ""


def _find(item: Item, codes: tuple[str, ...], told: str, document: Document) -> Find:
    references = [
        Reference(shortened(name, most=_TITLE), address)
        for name, target in links(item.raw)
        if name and (address := linked(target, path=document.path))
    ]
    return Find(
        codes=codes,
        path=item.at.path,
        line=item.at.number,
        strength=Strength.PART,
        title=shortened(told, most=_TITLE),
        meaning=told,
        messages=(told,),
        references=tuple(references),
    )
