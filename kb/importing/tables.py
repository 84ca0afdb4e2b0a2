"""One table row for one problem: code or key, message, cause, fix and links in whatever columns there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.entry import Reference, Step
from kb.importing.blocks import Row, Table
from kb.importing.codes import code_of, codes_of, fails, usual_first
from kb.importing.document import Document
from kb.importing.finds import Find, Gap, Strength
from kb.importing.inline import links, parts, plain, sentences, shortened
from kb.importing.places import linked
from kb.importing.steps import limited, steps_below

_COLUMNS = {
    "code": r"(?:azure )?error codes?|codes?|error|errors|key|error (?:key|name)|nodecondition|reasons?|stop codes?",
    "exit": r"exit codes?",
    "message": r"(?:error |event )?messages?|error (?:details|text)|symptoms?|panic message",
    "meaning": r"descriptions?|meaning|details|what it indicates|explanation|issue",
    "cause": r"(?:possible|probable|common)? ?causes?|reason",
    "fix": r"(?:suggested |recommended )?(?:mitigation|solution|workaround|recommendation|remediation|resolution|action"
    r"|fix)s?|what to do|troubleshooting(?: steps?)?",
    "more": r"(?:more|additional) information|articles?|reference link|learn more|links?",
    "http": r"http status(?: code)?|status code",
}
_SURE = re.compile(r"(?i)^(?:azure )?(?:error|stop) codes?$|^codes?$")
_MESSAGE_PART = re.compile(r"(?i)^(?:error )?message\s*:\s*")
_IN_BRACKETS = re.compile(r"\(([A-Z][A-Za-z]{6,80})\)")
_NOTHING = re.compile(r"(?i)^(?:n/?a|none|no action (?:is )?(?:required|needed)|-|–)\.?$")
_PLACE = re.compile(r"\{[\w ]*\}|<[\w -]+>|(?<!\w)'\w[^']*'|\b[Pp]lease\b")
_DOES = re.compile(
    r"^(?:Add|Change|Check|Choose|Configure|Confirm|Contact|Create|Deallocate|Delete|Enable|Ensure|Enter|Fix|Generate"
    r"|Grant|Increase|Make sure|Please|Provide|Re-?create|Redeploy|Reduce|Remove|Request|Resize|Restart|Retry|Run"
    r"|Select|Send|Set|Specify|Start|Stop|Try|Update|Upgrade|Use|Validate|Verify|Wait|You (?:can|need to|must|should)"
    r"|To (?:fix|resolve))\b"
)
_BULLET = re.compile(r"^[-•*]\s+")
_TITLE, _STEP = 110, 280


@dataclass(frozen=True, slots=True)
class _Columns:
    code: tuple[int, ...]
    names: dict[str, int]
    sure: bool


def read_tables(document: Document) -> Iterator[Find | Gap]:
    """Give a find for each row with codes, or with a message and a fix; a row without a code is a gap."""
    for _, block in document.blocks():
        if not isinstance(block, Table):
            continue
        columns = _columns(block)
        if columns.code and _holds_codes(block, columns):
            for row in block.rows:
                yield from _of_row(row, columns, document)
        elif {"message", "fix"} <= columns.names.keys() or (columns.code and "fix" in columns.names):
            yield from _messages(block, columns, document)
        elif "exit" in columns.names:
            yield from _exit_codes(block, columns, document)


def codes_of_cell(cell: str, *, sure: bool) -> list[tuple[str, ...]]:
    """Give the codes of each line of a cell; none if any line is something else.

    >>> codes_of_cell("JobSizeExceeded<br>DeploymentJobSizeExceeded", sure=True)
    [('JobSizeExceeded',), ('DeploymentJobSizeExceeded',)]
    """
    lines = [codes_of(part, called=sure) for part in parts(cell) if not _MESSAGE_PART.match(part)]
    return lines if lines and all(lines) else []


def _columns(table: Table) -> _Columns:
    names: dict[str, int] = {}
    code: list[int] = []
    headers = [plain(cell).strip("* ").lower() for cell in table.header]
    for at, header in enumerate(headers):
        kinds = [kind for kind, pattern in _COLUMNS.items() if re.fullmatch(pattern, header)]
        if "code" in kinds:
            code.append(at)
        for kind in kinds:
            if kind != "code":
                names.setdefault(kind, at)
    sure = any(_SURE.match(headers[at]) for at in code)
    return _Columns(tuple(code), names, sure)


def _holds_codes(table: Table, columns: _Columns) -> bool:
    filled = [row for row in table.rows if any(cell.strip() for cell in row.cells)]
    coded = [row for row in filled if _codes(row, columns)]
    names = [code for row in coded for line in _codes(row, columns) for code in line]
    telling = columns.sure or len(columns.code) > 1 or any(map(fails, names)) or len(columns.names) > 1
    return bool(coded) and len(coded) * 2 >= len(filled) and telling


def _codes(row: Row, columns: _Columns) -> list[tuple[str, ...]]:
    found = [
        codes_of_cell(row.cells[at], sure=columns.sure) for at in columns.code if at < len(row.cells) and row.cells[at]
    ]
    lines = [lines for lines in found if lines]
    if len(lines) > 1:
        return [usual_first(code for inner in lines for line in inner for code in line)]
    return lines[0] if lines else []


def _of_row(row: Row, columns: _Columns, document: Document) -> Iterator[Find | Gap]:
    lines = _codes(row, columns)
    if not lines:
        shown = shortened(" | ".join(plain(cell) for cell in row.cells), most=90)
        what = f"a table row without a code: {shown}" if shown.strip("| ") else "an empty table row"
        yield Gap(row.at.path, row.at.number, what)
        return
    messages = parts(_cell(row, columns, "message"))
    if len(lines) > 1 and len(messages) == len(lines):
        for codes, message in zip(lines, messages, strict=True):
            yield _find(row, columns, codes, (message,), document)
    else:
        codes = usual_first(code for line in lines for code in line)
        yield _find(row, columns, codes, _messages_of(row, columns), document)


def _messages_of(row: Row, columns: _Columns) -> tuple[str, ...]:
    message = plain(_cell(row, columns, "message"))
    inside = [
        _MESSAGE_PART.sub("", part) for at in columns.code for part in parts(row.cells[at]) if _MESSAGE_PART.match(part)
    ] if max(columns.code) < len(row.cells) else []  # fmt: skip
    meaning = plain(_cell(row, columns, "meaning"))
    like_message = [meaning] if not message and _PLACE.search(meaning) else []
    return tuple(text for text in (message, *inside, *like_message) if text and not _NOTHING.match(text))


def _find(row: Row, columns: _Columns, codes: tuple[str, ...], messages: tuple[str, ...], document: Document) -> Find:
    meaning = plain(_cell(row, columns, "meaning"))
    told_causes = [part for part in parts(_cell(row, columns, "cause")) if not (_NOTHING.match(part) or codes_of(part))]
    causes = tuple(_BULLET.sub("", part) for part in told_causes)
    fixes = _fixes(_cell(row, columns, "fix"), document)
    told = meaning or (causes[0] if causes else "") or (messages[0] if messages else "")
    if not fixes:
        said = [sentence for sentence in sentences(meaning or " ".join(messages)) if _DOES.match(sentence)]
        fixes = limited([Step(shortened(sentence, most=_STEP)) for sentence in said])
    return Find(
        codes=codes,
        path=row.at.path,
        line=row.at.number,
        strength=Strength.PART,
        place="row",
        title=shortened(told, most=_TITLE),
        meaning=told,
        messages=messages,
        causes=causes if len(causes) > 1 or meaning else (),
        fixes=fixes,
        http=tuple(re.findall(r"\b[2-5]\d\d\b", _cell(row, columns, "http"))),
        references=tuple(_references(_cell(row, columns, "more"), document)),
    )


def _fixes(cell: str, document: Document) -> tuple[Step, ...]:
    for _, target in links(cell):
        section = document.section_named(target[1:]) if target.startswith("#") else None
        if section is not None:
            return steps_below(section)
    told = [_BULLET.sub("", part) for part in parts(cell) if not _NOTHING.match(part)]
    each = [piece for text in told for piece in ([text] if len(text) <= _STEP else sentences(text))]
    return limited([Step(shortened(text, most=_STEP)) for text in each])


def _references(cell: str, document: Document) -> Iterator[Reference]:
    for name, target in links(cell):
        address = linked(target, path=document.path)
        if name and address:
            yield Reference(shortened(name, most=_TITLE), address)


def _messages(table: Table, columns: _Columns, document: Document) -> Iterator[Find | Gap]:
    at = columns.names.get("message", columns.code[0] if columns.code else 0)
    for row in table.rows:
        message = plain(row.cells[at]) if at < len(row.cells) else ""
        inside = [code for found in _IN_BRACKETS.findall(message) if (code := code_of(found)) and fails(code)]
        if message:
            yield Find(
                codes=tuple(inside),
                path=row.at.path,
                line=row.at.number,
                strength=Strength.PART,
                place="row",
                title=shortened(message, most=_TITLE),
                meaning=plain(_cell(row, columns, "cause")) or message,
                messages=(message,),
                fixes=_fixes(_cell(row, columns, "fix"), document),
            )


def _exit_codes(table: Table, columns: _Columns, document: Document) -> Iterator[Find | Gap]:
    for row in table.rows:
        numbers = re.findall(r"-?\b\d{1,5}\b", plain(_cell(row, columns, "exit")))
        told = plain(_cell(row, columns, "meaning"))
        if numbers:
            yield Find(
                codes=(),
                path=row.at.path,
                line=row.at.number,
                strength=Strength.PART,
                place="row",
                title=told,
                exit_codes=tuple(numbers),
                fixes=_fixes(_cell(row, columns, "fix"), document),
            )


def _cell(row: Row, columns: _Columns, kind: str) -> str:
    at = columns.names.get(kind)
    return row.cells[at] if at is not None and at < len(row.cells) else ""
