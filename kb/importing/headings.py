"""One heading for one problem: `### Code - message`, `## A / B - message`, `## Message (error code 150097)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.entry import Step
from kb.importing.articles import meaning_of
from kb.importing.blocks import Block, Items, Text
from kb.importing.codes import codes_of, fails, usual_first
from kb.importing.document import Document, Section
from kb.importing.finds import Find, Gap, Strength
from kb.importing.inline import plain, shortened, telling
from kb.importing.labels import codes_labelled, labelled_blocks, labels_in
from kb.importing.mentions import in_title, named
from kb.importing.scopes import explanation_of, listed, messages_in
from kb.importing.steps import limited, steps_of, unlabelled

_SLASH = re.compile(r"\s+/\s+")
_DASH = re.compile(r"\s+[-–—]{1,2}\s+|:\s+")
_IN_BRACKETS = re.compile(r"\(\s*(?:error\s+codes?:?\s*)?(\d{5,7}(?:\s*(?:,|/|or|and)\s*\d{5,7})*)\s*\)", re.IGNORECASE)
_ISSUE = re.compile(r"(?i)^(?:issue|error|problem|scenario)\s*\d+\s*[:.-]\s*")
_CAUSE_ITEM = re.compile(r"(?i)^(?:possible |root )?causes?$")
_FIX_ITEM = re.compile(r"(?i)^(?:resolution|solution|recommendation|workaround|mitigation|recommended action)s?$")
_TITLE = 110


def read_headings(document: Document) -> Iterator[Find | Gap]:
    """Give a find for each section whose heading names codes; one without a text is a gap."""
    for section in document.sections():
        if section.heading is None or section.level == 1:
            continue
        codes, message = codes_of_heading(section)
        if not codes:
            continue
        at = section.heading.at
        if any(inner.blocks for inner in section.everything()):
            yield _find(section, codes, message, document)
        else:
            yield Gap(at.path, at.number, f"a section about {', '.join(codes)} without a text")


def codes_of_heading(section: Section) -> tuple[tuple[str, ...], str]:
    """Give the codes of a section by its heading, and the message that stands beside them."""
    title = section.title
    numbers = _IN_BRACKETS.search(title)
    if numbers:
        message = _ISSUE.sub("", _IN_BRACKETS.sub("", title)).strip()
        return usual_first(re.findall(r"\d+", numbers[1])), message
    codes, message = split_heading(title)
    told = any(label == "code" for label, _ in labelled_blocks(section.blocks))
    if codes and (told or any(fails(code) for code in codes)):
        return codes, message
    called = named(section.heading.raw) if section.heading else ()
    return (in_title(title), "") if called and in_title(title) else ((), "")


def split_heading(title: str) -> tuple[tuple[str, ...], str]:
    """Give the codes at the start of a heading, and the message behind the first of them.

    >>> split_heading("AFailed / BFailed - It failed")
    (('AFailed', 'BFailed'), 'It failed')
    >>> split_heading("320001, ResourceNotFound - It is gone / 400094, VMNotFound - No VM / It was not found")
    (('VMNotFound', '320001', '400094', 'ResourceNotFound'), 'It is gone')
    """
    codes: list[str] = []
    message = ""
    for count, piece in enumerate(_SLASH.split(title)):
        left, _, right = _partition(piece)
        found = codes_of(left, called=bool(re.search(r"\d{4}", left)))
        if not found:
            return (usual_first(codes), message) if count else ((), "")
        codes += found
        message = message or right
    return usual_first(codes), message


def _partition(piece: str) -> tuple[str, str, str]:
    found = _DASH.search(piece)
    return (piece[: found.start()], found[0], piece[found.end() :]) if found else (piece, "", "")


def _find(section: Section, codes: tuple[str, ...], message: str, document: Document) -> Find:
    pairs = labelled_blocks(section.blocks)
    messages = _messages(pairs)
    more = [code for label, value in pairs if label == "code" for code in codes_labelled(value)]
    told = explanation_of(section, document=document)
    unlabelled_blocks = [block for block in section.blocks if not _is_labelled(block)]
    causes, rest = _around_action(unlabelled_blocks)
    item_causes, item_fixes = _in_items(unlabelled_blocks)
    rest = [block for block in rest if not (item_causes and isinstance(block, Items))]
    first = next((at for at, block in enumerate(rest) if isinstance(block, Text)), None)
    meaning = _said(unlabelled_blocks) or meaning_of(
        section, told, otherwise=causes[0] if causes else message or section.title
    )
    inner = [block for child in section.children for block in child.blocks]
    at = section.heading.at if section.heading else section.blocks[0].at
    numbered = _IN_BRACKETS.search(section.title) is not None
    quoted = [text for text in messages_in(section.blocks) if len(text) > len(codes[0])]
    return Find(
        codes=usual_first([*codes, *more]),
        path=at.path,
        line=at.number,
        strength=Strength.PART,
        place="heading",
        title=shortened(message or unlabelled(section.title), most=_TITLE),
        meaning=meaning,
        messages=tuple(dict.fromkeys([*messages, *quoted[:3]])) or ((message,) if message and not numbered else ()),
        causes=told.causes or causes or item_causes,
        fixes=told.fixes
        or item_fixes
        or steps_of(rest if causes or first is None else rest[first + 1 :])
        or steps_of(inner),
        diagnose=told.diagnose,
        prevent=told.prevent,
    )


def _messages(pairs: list[tuple[str, str]]) -> list[str]:
    """Give the messages behind labels, each with its own code where a section has several."""
    several = sum(label == "code" for label, _ in pairs) > 1
    code, found = "", list[str]()
    for label, value in pairs:
        code = value if label == "code" else code
        if label == "message" and value:
            found.append(f"Error code: {code}\nError message: {value}" if several and code else value)
    return found


def _around_action(blocks: list[Block]) -> tuple[tuple[str, ...], list[Block]]:
    """Give the causes that are listed before `Recommended Action:`, and the blocks from there on; else all blocks."""
    for at, block in enumerate(blocks):
        pairs = labels_in(block.raw) if isinstance(block, Text) else []
        if any(label == "action" for label, _ in pairs):
            causes = tuple(plain(raw) for raw in listed(blocks[:at]))
            told = "\n".join(value for _, value in pairs if value)
            return causes, [*([Text(block.at, told)] if told else []), *blocks[at + 1 :]]
    return (), blocks


def _in_items(blocks: list[Block]) -> tuple[tuple[str, ...], tuple[Step, ...]]:
    """Give the causes and fixes that stand below list items such as `**Possible cause**` and `**Resolution**`."""
    causes: list[str] = []
    fixes: list[Step] = []
    for block in blocks:
        for item in block.items if isinstance(block, Items) else ():
            label, inner = plain(item.raw).rstrip(":"), [one for one in item.blocks if isinstance(one, Items)]
            if inner and _CAUSE_ITEM.match(label):
                causes += [plain(raw) for raw in listed(inner)]
            elif inner and _FIX_ITEM.match(label):
                fixes += steps_of(inner)
    return tuple(causes), limited(fixes)


def _is_labelled(block: Block) -> bool:
    pairs = labels_in(block.raw) if isinstance(block, Text) else []
    return bool(pairs) and any(label in {"code", "message"} for label, _ in pairs)


def _said(blocks: list[Block]) -> str:
    texts = (telling(plain(block.raw)) for block in blocks if isinstance(block, Text) and not labelled_blocks([block]))
    return shortened(next((text for text in texts if text), ""), most=420)
