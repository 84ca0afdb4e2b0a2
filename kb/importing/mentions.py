"""Codes inside running text and quoted errors: named as codes, as errors, or in the shape of an error."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.importing.codes import code_of, fails, usual_first

_MARKS = r"[*`\"'“”‘’\[(#]{0,4}"
_WORD = r"-?[A-Za-z0-9][A-Za-z0-9_]{2,110}"
_CALLED = re.compile(
    rf"(?i:\b(?:error|stop|sub|exit|error ?or ?stop)[ -]?codes?(?:\s+(?:of|is|was))?|\bsub-?code|\berror id)"
    rf"\s*(?P<sign>[:=]?)\s*(?P<marks>{_MARKS})(?P<code>{_WORD})\b(?!\.\w|-\w)"
)
_BEFORE_ERROR = re.compile(
    rf"(?<![\w./\\-])(?P<marks>{_MARKS})(?P<code>{_WORD})[*`\"'”’\])]{{0,4}}\s+"
    r"(?i:(?:quota |stop |boot )?(?:errors?\b|error code|stop code|error message|exception\b))"
)
_AFTER_ERROR = re.compile(
    r"(?i:\b(?:errors?|stop|status|bug ?check(?: 0x\w+)?|hresult|exception|failed with)\**(?:\s+(?:is|was|of))?)"
    rf"(?:\s*[:=-]\s*|\s+|(?=[*`\"(]))(?:the )?{_MARKS}(?P<code>{_WORD})\b(?![./\\]\w|-\w)"
    rf"(?:[*`\"]{{0,3}} or {_MARKS}(?P<other>{_WORD})\b(?![./\\]\w|-\w))?"
)
# A number of Windows behind words of failure, however many words lie between.
_HEX_NEAR = re.compile(
    r"(?i:error|code|status|fail\w*|abort\w*|could not|couldn't|indicated by)[^.\n]{0,90}?"
    r"\b(?P<code>0x[8cC][0-9A-Fa-f]{7})\b"
)
_ALONE = re.compile(rf"(?m)^[ \t]*[*`\"“]{{1,3}}(?P<code>{_WORD})[*`\"”]{{1,3}}[.:]?[ \t]*$")
_EVENT = re.compile(r"(?m)^[ \t>]*Warning\s+(?P<code>[A-Z]\w+)\s")
_LABEL_QUOTED = re.compile(
    r"(?i)\\*[\"'*]{0,3}\b(?:error_?|sub_?|inner_?)?code\\*[\"'*]{0,3}\s*[:=]\s*\\*[\"'](?P<code>[A-Za-z0-9_]+)\\*[\"']"
)
_LABEL_PLAIN = re.compile(
    r"(?im)(?<![\w.])(?:error ?|sub-?)?code[*`]{0,3}\s*[:=]\s*[*`]{0,3}(?P<code>[A-Za-z0-9_]+)[*`]{0,3}"
    r"(?=\s*(?:$|[;,}\])\\]|message))"
)
_LEADING = re.compile(r"(?m)^[ \t>*`'\"]*(?:\(|\[)?(?P<code>[A-Za-z][A-Za-z0-9_]{5,110})(?:[)\]](?=\s)|:(?=\s))")
_BRACKETED = re.compile(r"\[(?P<code>[A-Z][A-Za-z]+(?:Error|Exception))\]|'(?P<quoted>[A-Z][A-Za-z]{6,80}): ")
_HEX_LAST = re.compile(r"\((?:Exception from HRESULT: )?(?P<code>0x8[0-9A-Fa-f]{7}|0x0000[0-9A-Fa-f]{4})\)")
_EQUAL = re.compile(
    r"(?P<one>0x[0-9A-Fa-f]{8}|\b[0-9A-F]{8}\b|\b[A-Z]\w+Error\b)[*`\"')]{0,4}\s*(?:error)?\s*"
    r"(?:means|represents|is an?|or|\(?also known as|\()\s*(?:the )?(?:error code )?[*`\"'(]{0,4}"
    r"(?P<other>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)"
)
_TOKEN = re.compile(r"(?<![\w./\\$@%&-])#?(?P<code>[A-Za-z0-9][A-Za-z0-9_]{3,110})(?![\w\\@(]|/\w|\.\w|-\w)")
# What instance views name a code, and what is no error.
_STATES = frozenset(
    "available creating deleting failed ready running starting stopped succeeded unknown updating".split()
)
# No quoted error is longer.
_MOST = 60_000
_HTTP = re.compile(r"(?i)\((?:status |error code |http )?(\d{2,3})\)")


def labelled(text: str) -> tuple[str, ...]:
    r"""Give the codes that a quoted error names in the shape of an error, in order; the innermost comes last.

    >>> labelled('Code="Conflict" Message="x" Details=[{\\"code\\": \\"DiskInUse\\"}]')
    ('Conflict', 'DiskInUse')
    >>> labelled("(ScopeLocked) The scope is locked"), labelled('{"code":"Top level error code"}')
    (('ScopeLocked',), ())
    """
    text = text[:_MOST]
    found = [
        (match.start(), code)
        for pattern in (_LABEL_QUOTED, _LABEL_PLAIN)
        for match in pattern.finditer(text)
        if (code := code_of(match["code"], called=True)) and code.lower() not in _STATES
    ]
    leading = [(match.start(), match["code"]) for match in _LEADING.finditer(text)]
    leading += [(match.start(), match["code"] or match["quoted"]) for match in _BRACKETED.finditer(text)]
    found += [(start, code) for start, word in leading if (code := code_of(word)) and fails(code)]
    found += [(match.start(), match["code"]) for match in _HEX_LAST.finditer(text)]
    found += [(match.start(), match["code"]) for match in _EVENT.finditer(text) if fails(code_of(match["code"]))]
    return tuple(dict.fromkeys(code for _, code in sorted(found)))


def named(text: str) -> tuple[str, ...]:
    """Give the codes that running text calls a code or an error, in order.

    >>> named("You see the **AccountNameInvalid** error."), named("The error code is `Conflict`."), named("An error")
    (('AccountNameInvalid',), ('Conflict',), ())
    """
    text = text[:_MOST]
    found: list[tuple[int, str]] = []
    for match in _CALLED.finditer(text):
        sure = bool(match["sign"] or match["marks"])
        found.append((match.start("code"), code_of(match["code"], called=sure)))
    for match in _BEFORE_ERROR.finditer(text):
        sure = " code" in match[0].lower()
        code = code_of(match["code"], called=sure and bool(match["marks"]) and not match["code"].isdigit())
        found += [(match.start("code"), code)] if sure or fails(code) else []
    loose = [
        (match.start(group), code_of(word))
        for pattern in (_AFTER_ERROR, _HEX_NEAR, _HEX_LAST, _ALONE)
        for match in pattern.finditer(text)
        for group, word in match.groupdict().items()
        if word
    ]
    found += [(start, code) for start, code in loose if code and fails(code)]
    return tuple(dict.fromkeys(code for _, code in sorted(found) if code))


def in_title(title: str) -> tuple[str, ...]:
    """Give the codes that a title is about, the more telling names first.

    >>> in_title("Fix an AllocationFailed or ZonalAllocationFailed error in PowerShell")
    ('AllocationFailed', 'ZonalAllocationFailed')
    """
    tokens = [(match.start(), code) for match in _TOKEN.finditer(title) if (code := code_of(match["code"]))]
    found = [(start, code) for start, code in tokens if fails(code)]
    found += [(title.find(code), code) for code in named(title)]
    return usual_first(code for _, code in sorted(found))


def equal_names(text: str) -> Iterator[tuple[str, str]]:
    """Give pairs of a number and a name of which a text says that they are one error.

    >>> list(equal_names("Error 0xC000021A means **STATUS_SYSTEM_PROCESS_TERMINATED**."))
    [('0xC000021A', 'STATUS_SYSTEM_PROCESS_TERMINATED')]
    """
    for match in _EQUAL.finditer(text[:_MOST]):
        one, other = code_of(match["one"], called=True), code_of(match["other"])
        if one and other:
            yield one, other


def numbers_in(title: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the exit codes and the HTTP status codes that a title sets behind a code.

    >>> numbers_in("Troubleshoot the OutboundConnFail error code (50)"), numbers_in("Throttled error code (429)")
    ((('50',), ()), ((), ('429',)))
    """
    found = _HTTP.findall(title)
    status = tuple(number for number in found if number[0] in "45" and len(number) == 3)  # noqa: PLR2004
    return tuple(number for number in found if number not in status), status
