"""Self-help files: one file for one code, named by it, with recommended steps and documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from kb.entry import Reference
from kb.importing.blocks import Items, Text
from kb.importing.codes import code_of
from kb.importing.document import Document
from kb.importing.finds import Find, Strength
from kb.importing.inline import links, plain, shortened
from kb.importing.places import linked
from kb.importing.scopes import explanation_of

_NAMED_AFTER = re.compile(r"(?:^|-)crc-([A-Za-z0-9_]+)$")
_ISSUE = re.compile(r"<!--\s*issueDescription\s*-->(.*?)<!--\s*/\s*issueDescription\s*-->", re.DOTALL | re.IGNORECASE)
_DOCUMENTS = re.compile(r"(?i)^\W*recommended documents?")
_SHORTEST = 5


def read_selfhelp(document: Document) -> Iterator[Find]:
    """Give the find of a file that is named after its code."""
    code = code_of_file(document.path, document.text)
    if not code:
        return
    issue = _ISSUE.search(document.text)
    told = explanation_of(document.root, document=document)
    meaning = plain(issue[1]) if issue else _first_text(document) or document.front.get("description", "")
    title = document.title if document.title.lower() != code.lower() else meaning
    yield Find(
        codes=(code,),
        path=document.path,
        line=1,
        strength=Strength.ARTICLE,
        place="article",
        title=shortened(title or code, most=110),
        meaning=shortened(meaning or title, most=420),
        messages=(title,) if title and " " in title else (),
        causes=told.causes,
        fixes=told.fixes,
        references=tuple(_documents(document)),
    )


def code_of_file(path: str, text: str) -> str:
    """Give the code a file is named after, in the casing of its text; these files have names in lower case."""
    named = _NAMED_AFTER.search(PurePosixPath(path).stem)
    if not named or len(named[1]) < _SHORTEST:
        return ""
    wanted = named[1]
    spelt = next((word[0] for word in re.finditer(rf"(?i)\b{re.escape(wanted)}\b", text) if code_of(word[0])), "")
    return spelt or wanted


def _first_text(document: Document) -> str:
    texts = (block.raw for _, block in document.blocks() if isinstance(block, Text))
    return plain(next(texts, ""))


def _documents(document: Document) -> Iterator[Reference]:
    for section in document.sections():
        if not _DOCUMENTS.match(section.title):
            continue
        for block in section.blocks:
            for item in block.items if isinstance(block, Items) else ():
                for name, target in links(item.raw):
                    address = linked(target, path=document.path)
                    if address and name:
                        yield Reference(shortened(name, most=110), address)
