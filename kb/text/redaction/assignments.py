"""Secrets behind their names: `password = x`, `"adminPassword": "x"`, `--client-secret x`, `<pwd>x</pwd>`, tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from kb.text.redaction import values
from kb.text.redaction.kinds import MARK, Find, Page
from kb.text.redaction.names import Held, held

_SUFFIX = (
    r"(?:[_-]?(?:value|text|plaintext|plain|string|base64|b64|primary|secondary|prod|production|dev|test|stage|staging|uat"
    r"|qa|new|old|current|default|admin|one|two|base|data|[0-9]{1,3})){0,2}"
)
_SIGN = rf"""{_SUFFIX}(?:
    (?P<typed> [ ]?:?[ ]{{1,4}}(?:str|string|securestring)\??[ ]{{0,8}}=[ ]{{0,8}})
  | (?P<assign> ["'`*\])]{{0,3}}[ \t]{{0,40}}(?:=>|:=|==?|:(?!:|//))[ \t]{{0,40}}(?:\*\*[ ])?)
  | (?P<listed> ["'][ ]?,[ ]?(?=["']))
  | (?P<cell> ["'`*]{{0,3}}[ \t]{{0,40}}[|,;\t][ \t]{{0,40}})
  | (?P<markup> (?:\s[\w:.-]{{1,40}}=["'][^"'<>\n]{{0,80}}["']){{0,4}}> | </(?:t[dh]|dt|b|strong|span)>\s{{0,20}}(?:<(?:td|th|dd|span)\b[^<>\n]{{0,80}}>)?[\s:]{{0,8}})
  | (?P<attribute> ["']\s{{1,20}}value[ ]?=[ ]?(?=["']))
  | (?P<below> ["']?[ \t]{{0,8}}\n[ \t│|]{{0,40}}value:[ \t]{{1,8}})
  | (?P<word> ["'”’]?[ \t]{{1,40}}(?:(?:is|was|to|of)[ ]|\\\n\s{{0,40}})?)
)"""
_NOUNS = {
    noun: re.compile(rest + _SIGN, re.VERBOSE)
    for noun, rest in {
        "pass": "pass(?:w(?:or)?d|wort|phrase|code|key)?",
        "pwd": "pwd",
        "secret": "secret",
        "key": "key",
        "token": "token",
    }.items()
}
_NAME = re.compile(r"[\w.$-]*")
_LONGEST_NAME = 48
_ALONE = re.compile(r"[\s│|>*+~#\"'`-]{0,60}(?:export\s|set\s|setx\s|\$env:|\$|env:)?[\"']?\Z", re.IGNORECASE)
_PREFIX = re.compile(r"[brufn@$](?=[\"'])|<!\[cdata\[", re.IGNORECASE)
_BLOCK = re.compile(r"[|>][+-]?[ \t]{0,8}\n[ \t]{0,40}(?=\S)")
_LAST = re.compile(r"[ \t]{0,40}(?:\\?[\n\r]|\Z|--?[a-zA-Z]|[|&;)\"'`]|\\[nr])")
_SIBLING = re.compile(
    r"(?:server|data source|host|hostname|endpoint|accountname|user id|uid|username|user name|user|initial catalog"
    r"|database|driver|provider|ssl|abortconnect|sslmode|port|security info|encrypt|dbname|keyname|deviceid)\s?=",
)
_NEAR = 160
_LONGEST = 4096
_SIGN_OF_LIST = re.compile(r"[,;&|]")
_SIGNED = re.compile(r"[!@#$%^&*?~+=]")
_FEWEST_DIGITS = 4


class Assignment(NamedTuple):
    """A key that may hold a secret, the form in which its value follows, and where the value stands."""

    text: str
    form: str
    begin: int
    sign: int
    start: int
    end: int
    quoted: bool
    holding: Held

    @property
    def value(self) -> str:
        """Give the value without its quotes."""
        return self.text[self.start : self.end]


def assigned(page: Page) -> Iterator[Find]:
    """Give the values of all keys whose names say that they hold a secret."""
    for noun, sign in _NOUNS.items():
        if noun in page.lower:
            yield from _of_noun(page, noun, sign)


def _of_noun(page: Page, noun: str, sign: re.Pattern[str]) -> Iterator[Find]:
    text, lower = page.text, page.lower
    at = lower.find(noun)
    while at >= 0:
        end = at + len(noun)
        found = sign.match(lower, at)
        if (
            found
            and not text.startswith(MARK, found.end())
            and (reading := _read(text, at, found))
            and _believed(reading)
        ):
            end = reading.end if reading.quoted else values.whole(text, reading.start, reading.end)
            yield Find(reading.start, end, _kind(reading))
        at = lower.find(noun, end)


def _read(text: str, at: int, sign: re.Match[str]) -> Assignment | None:
    form = sign.lastgroup or ""
    left = _NAME.match(text[max(0, at - _LONGEST_NAME) : at][::-1])
    begin = at - (left.end() if left else 0)
    holding = held(text[begin : sign.start(form)])
    if not holding:
        return None
    start = _opening(text, sign.end(), form)
    if inside := values.quoted(text, start):
        return Assignment(text, form, begin, sign.start(form), *inside, quoted=True, holding=holding)
    start, end = _unquoted(text, start, form, holding)
    return Assignment(text, form, begin, sign.start(form), start, end, quoted=False, holding=holding)


def _opening(text: str, start: int, form: str) -> int:
    if form in ("assign", "below") and (block := _BLOCK.match(text, start)):
        return block.end()
    prefix = _PREFIX.match(text, start)
    return prefix.end() if prefix else start


def _unquoted(text: str, start: int, form: str, holding: Held) -> tuple[int, int]:
    if form == "markup":
        closing = text.find("<", start, start + _LONGEST)
        return (start, closing) if closing >= 0 else (start, values.bare(text, start))
    end = values.bare(text, start)
    if holding.demand in ("firm", "random") and (sign := _SIGN_OF_LIST.search(text, start, end)):
        return start, sign.start()
    if text[start : start + 1] == "{" and text[end - 1 : end] == "}" and not values.placeholder(text[start:end]):
        return start + 1, end - 1
    return start, end


def _believed(found: Assignment) -> bool:
    value = found.value
    if values.placeholder(value) or values.composite(value) or not found.holding.accepts(value):
        return False
    if not found.quoted and (values.code(value) or (value.isdigit() and len(value) < _FEWEST_DIGITS)):
        return False
    return _FORMS[found.form](found, value)


def _as_assign(found: Assignment, value: str) -> bool:
    if found.text[found.start - 1] == "`":
        return values.strong(value) or values.random(value)
    if found.quoted or "=" in found.text[found.sign : found.start]:
        return True
    if values.telling(value):
        return value[0] not in "[{(" or values.strong(value)
    return _alone(found) and bool(_LAST.match(found.text, found.end))


def _alone(found: Assignment) -> bool:
    line = found.text.rfind("\n", max(0, found.begin - _NEAR), found.begin) + 1
    return bool(_ALONE.match(found.text[max(line, found.begin - _NEAR) : found.begin]))


def _as_listed(found: Assignment, value: str) -> bool:
    return _option(found) or values.strong(value)


def _as_cell(found: Assignment, value: str) -> bool:
    return values.strong(value) or (values.random(value) and not values.named(value) and not values.guid(value))


def _as_markup(found: Assignment, value: str) -> bool:
    if found.text[found.sign : found.sign + 2] == "</":
        return values.telling(value)
    return found.text[found.begin - 1 : found.begin] in ("<", ":") and "\n" not in value


def _as_attribute(found: Assignment, value: str) -> bool:
    return bool(value)


def _as_below(found: Assignment, value: str) -> bool:
    line = found.text.rfind("\n", max(0, found.begin - _NEAR), found.begin) + 1
    return "name:" in found.text[line : found.begin].lower() and bool(value)


def _as_word(found: Assignment, value: str) -> bool:
    if not _option(found):
        noun = found.text[found.begin : found.sign].lower()
        return noun.endswith(("word", "wd", "phrase")) and values.strong(value) and bool(_SIGNED.search(value))
    if value.startswith("-") and value[1:2].isalpha() and not values.strong(value):
        return False
    return found.quoted or values.telling(value) or bool(_LAST.match(found.text, found.end))


def _option(found: Assignment) -> bool:
    before = found.text[max(0, found.begin - 2) : found.begin]
    return found.text[found.begin] == "-" or (before[-1:] == "/" and before[:1] in ("/", " ", "\t", '"', "'"))


_FORMS: dict[str, Callable[[Assignment, str], bool]] = {
    "assign": _as_assign,
    "typed": _as_assign,
    "listed": _as_listed,
    "cell": _as_cell,
    "markup": _as_markup,
    "attribute": _as_attribute,
    "below": _as_below,
    "word": _as_word,
}


def _kind(found: Assignment) -> str:
    if found.holding.kind == "password" and found.form == "assign" and found.holding.demand == "any":
        around = (
            found.text[max(0, found.begin - _NEAR) : found.begin] + "\0" + found.text[found.end : found.end + _NEAR]
        )
        if "=" in found.text[found.sign : found.start] and _connected(around.lower()):
            return "connection-string"
    if found.holding.kind == "storage-account-key" and _connected(
        found.text[max(0, found.begin - _NEAR) : found.begin].lower()
    ):
        return "connection-string"
    return found.holding.kind


def _connected(around: str) -> bool:
    return (";" in around or ",ssl=" in around or "host=" in around) and bool(_SIBLING.search(around))
