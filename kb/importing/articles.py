"""One article for one problem: the codes stand in its title, causes and fixes under headings of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.importing.blocks import Heading, Items, Quote, Text
from kb.importing.codes import fails, usual_first
from kb.importing.document import Document, Section
from kb.importing.finds import Find, Gap, Strength
from kb.importing.inline import plain, sentences, shortened, telling
from kb.importing.labels import labelled_blocks
from kb.importing.mentions import equal_names, in_title, labelled, numbers_in
from kb.importing.scopes import Explanation, Role, explanation_of, messages_in, other_steps, role_of, symptoms

_SAYS_NOTHING = re.compile(
    r"(?i)^(?:this|the|in this|use this) (?:article|topic|guide|document|section|page)\b|^learn (?:how|about)\b"
    r"|^\W*original (?:product|kb)|^applies to|:$|^fixes\b|^provides\b|^describes\b|^troubleshoot\b"
)
_ALSO = re.compile(r"(?i)also known as (?:error )?(?:code )?[`*\"]+([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)")
_QUOTED = re.compile(r"^[\"“']|[\"“][^\"”]{12,}[\"”]")
_MOST_MESSAGES, _MEANING, _TITLE = 4, 420, 120


def read_articles(document: Document) -> Iterator[Find | Gap]:
    """Give a find if the title names codes, or a gap if it is a message without one."""
    title, other = document.title, document.front.get("title", "")
    codes = usual_first(code for text in (title, other) for code in in_title(text))
    at = next((section.heading for section in document.sections() if section.level == 1), None)
    told = explanation_of(document.root, document=document)
    if codes:
        yield _find(document, at, codes, told)
    elif told.fixes and _QUOTED.search(title) and not any(labelled(block.raw) for block in _quotes(document)):
        line = at.at.number if at else 1
        yield Gap(document.path, line, f"an article about a message without a code: {title[:90]}")


def meaning_of(scope: Section, told: Explanation, *, otherwise: str) -> str:
    """Give what a problem means: the first text that says something, else its cause, else what is given."""
    for section in symptoms(scope):
        for block in section.blocks:
            text = telling(plain(block.raw)) if isinstance(block, Text) else ""
            if text and not _SAYS_NOTHING.search(text) and not labelled_blocks([block]):
                return shortened(text, most=_MEANING)
    for section in scope.everything():
        if role_of(section) is Role.CAUSE:
            texts = [telling(plain(block.raw)) for block in section.blocks if isinstance(block, Text)]
            if texts and texts[0]:
                return shortened(texts[0], most=_MEANING)
    return told.causes[0] if told.causes else otherwise


def _find(document: Document, at: Heading | None, codes: tuple[str, ...], told: Explanation) -> Find:
    exits, status = numbers_in(document.title)
    messages = [text for section in symptoms(_top(document)) for text in _messages(section, codes)]
    otherwise = document.front.get("description", "") or document.title
    meaning = meaning_of(_top(document), told, otherwise=otherwise)
    first = document.title if meaning == otherwise else sentences(meaning)[0]
    return Find(
        codes=usual_first([*codes, *_other_names(document, codes)]),
        path=document.path,
        line=at.at.number if at else 1,
        strength=Strength.ARTICLE,
        place="article",
        title=first if first.count(" ") > 1 and len(first) <= _TITLE else shortened(document.title, most=_TITLE),
        meaning=meaning,
        messages=tuple(dict.fromkeys(messages))[:_MOST_MESSAGES],
        causes=told.causes,
        fixes=told.fixes or other_steps(_top(document)),
        diagnose=told.diagnose,
        verify=told.verify,
        prevent=told.prevent,
        exit_codes=exits,
        http=status,
    )


def _messages(section: Section, codes: tuple[str, ...]) -> Iterator[str]:
    """Give the quoted errors of a section; those in a list item about one of the codes bear its name."""
    for block in section.blocks:
        if not isinstance(block, Items):
            yield from messages_in([block])
            continue
        for item in block.items:
            about = next((code for code in codes if code in item.raw), "")
            for text in messages_in(item.blocks):
                yield f"Code: {about}\nMessage: {text}" if about and about not in text else text


def _top(document: Document) -> Section:
    return next((section for section in document.sections() if section.level == 1), document.root)


def _other_names(document: Document, codes: tuple[str, ...]) -> Iterator[str]:
    """Give names that the article says are the same error as one of its title."""
    known = {code.lower() for code in codes}
    for section in symptoms(_top(document)):
        for block in section.blocks:
            raw = block.raw if isinstance(block, (Text, Quote)) else ""
            yield from (name for name in _ALSO.findall(raw) if fails(name))
            yield from (name for number, name in equal_names(raw) if number.lower() in known)


def _quotes(document: Document) -> Iterator[Quote | Text]:
    for _, block in document.blocks():
        if isinstance(block, (Quote, Text)):
            yield block
