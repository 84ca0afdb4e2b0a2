"""Secrets behind their names: `password = x`, `"adminPassword": "x"`, `--client-secret x`, `<pwd>x</pwd>`, tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from typing import NamedTuple

from kb.text.lazily import lazily
from kb.text.redaction import values
from kb.text.redaction.kinds import MARK, Find, Page
from kb.text.redaction.names import Held, held

_SUFFIX = (
    r"(?:[_-]?(?:value|text|plaintext|plain|string|base64|b64|primary|secondary|prod|production|dev|test|stage|staging|uat"
    r"|qa|new|old|current|default|admin|one|two|base|data|[0-9]{1,3})){0,2}"
)
_SIGN = rf"""{_SUFFIX}(?:
    (?P<typed> [ ]?:?[ ]{{1,4}}(?:str|string|securestring)\??[ ]{{0,8}}=[ ]{{0,8}})
  | (?P<assign> ["'`*\])”’]{{0,3}}[ \t]{{0,40}}(?:=>|:=|==?|:(?!:|//))[ \t]{{0,40}}(?:\*\*[ ])?)
  | (?P<listed> ["'][ ]?,[ ]?(?=["']))
  | (?P<cell> ["'`*]{{0,3}}[ \t]{{0,40}}[|,;\t][ \t]{{0,40}})
  | (?P<markup> (?:\s[\w:.-]{{1,40}}=["'][^"'<>\n]{{0,80}}["']){{0,4}}>
      | </(?:t[dh]|dt|b|strong|span)>\s{{0,20}}(?:<(?:td|th|dd|span)\b[^<>\n]{{0,80}}>)?[\s:]{{0,8}})
  | (?P<attribute> ["']\s{{1,20}}value[ ]?=[ ]?(?=["']))
  | (?P<below> ["']?[ \t]{{0,8}}\n[ \t│|>]{{0,40}}value:[ \t]{{1,8}})
  | (?P<word> ["'”’]?[ \t]{{1,40}}(?:(?:is|was|to|of)[ ]|\\\n\s{{0,40}})?)
)"""
_NOUNS = {
    noun: lazily(rest + _SIGN + rf"(?=\W{{0,3}}[^\s\"']{{{least}}})", re.VERBOSE)
    for noun, rest, least in (
        ("pass", "pass(?:w(?:or)?d|wort|phrase|code|key)?", 1),
        ("pw", "pwd?(?![a-ce-z])", 1),
        ("pat", "pat(?![a-z])", 6),
        ("secret", "secret", 1),
        ("key", "key", 6),
        ("token", "token", 6),
    )
}
_NAME = lazily(r"[\w.$-]*")
_LONGEST_NAME = 48
_ALONE = lazily(r"[\s│|>*+~#\"'`-]{0,60}(?:export\s|set\s|setx\s|\$env:|\$|env:)?[\"']?\Z", re.IGNORECASE)
_PREFIX = lazily(r"[brufn@$](?=[\"'])|<!\[cdata\[", re.IGNORECASE)
_BLOCK = lazily(r"(?:[|>][+-]?|<<[-~]?[\"']?\w{1,20}[\"']?)[ \t]{0,8}\r?\n(?P<indent>[ \t│]{0,40})(?=\S)")
_LINE = lazily(r"[^\r\n]{1,4096}")
_CUT = lazily(r"[.…\s]{0,8}\Z")
_LAST = lazily(r"(?:\.{2,3}|…)?[ \t]{0,40}(?:\\?[\n\r]|\Z|--?[a-zA-Z]|[|&;)\"'`]|\\[nr])")
_SIBLING = lazily(
    r"(?:server|data source|host|hostname|endpoint|accountname|user id|uid|username|user name|user|initial catalog"
    r"|database|driver|provider|ssl|abortconnect|sslmode|port|security info|encrypt|dbname|keyname|deviceid)\s?=",
)
_OPTION = lazily(r"(?:(?:^|[\s'\"])--?[a-z][\w-]{0,40}[ =]|[\w'\"]['\"] |(?:export|set|env) )\Z", re.IGNORECASE)
_SETS_MORE = lazily(r"[\n;&]|\s[\w.-]+=")
_MOST_READINGS = 12_000
_NEAR = 160
_LONGEST = 4096
_CELL_END = lazily(r"(?:\.{2,3}|…)?[ \t]{0,40}(?:\||\r?\n|\Z)")
_BLANK_OR_QUOTE = " \t\"'`*"
_SHORTEST_CELL = 6
_SHORTEST_KEY = 20
_LONG = lazily(r"[\"'`]?[A-Za-z0-9+/=]{43}")
_AFTER_KEY = lazily(r"[,;&|@]")
_SIGNED = lazily(r"[!@#$%^&*?~+=]")
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
    """Give the values of all keys whose names say that they hold a secret.

    A text with more such keys than anybody pastes is a secret as a whole.
    """
    left = _MOST_READINGS
    for noun, sign in _NOUNS.items():
        if noun in page.lower:
            left -= yield from _of_noun(page, noun, sign, left)
            if left <= 0:
                yield Find(0, len(page.text), "password")
                return


def _of_noun(page: Page, noun: str, sign: re.Pattern[str], most: int) -> Generator[Find, None, int]:
    """Give the values behind a noun, and return how many keys were read, at most as many as said."""
    text, lower = page.text, page.lower
    readings = 0
    at = lower.find(noun)
    while at >= 0 and readings < most:
        end = at + len(noun)
        found = sign.match(lower, at)
        if found and not text.startswith(MARK, found.end()) and (reading := _read(text, at, found)):
            readings += 1
            if _believed(reading):
                end = reading.end if reading.quoted else values.whole(text, reading.start, reading.end)
                yield Find(reading.start, end, _kind(reading))
        at = lower.find(noun, end)
    return readings


def _read(text: str, at: int, sign: re.Match[str]) -> Assignment | None:
    form = sign.lastgroup or ""
    left = _NAME.match(text[max(0, at - _LONGEST_NAME) : at][::-1])
    begin = at - (left.end() if left else 0)
    holding = held(text[begin : sign.start(form)])
    if not holding:
        return None
    start = _opening(text, sign.end())
    if form in ("assign", "below") and (block := _BLOCK.match(text, start)):
        return Assignment(text, form, begin, sign.start(form), *_block(text, block), quoted=True, holding=holding)
    if holding.demand == "base64" and not _LONG.match(text, start):
        return None
    if inside := values.quoted(text, start):
        return Assignment(text, form, begin, sign.start(form), *inside, quoted=True, holding=holding)
    if argument := _argument(text, begin, start):
        return Assignment(text, form, begin, sign.start(form), start, argument, quoted=True, holding=holding)
    start, end = _unquoted(text, sign.start(form), start, form, holding)
    return Assignment(text, form, begin, sign.start(form), start, end, quoted=False, holding=holding)


def _opening(text: str, start: int) -> int:
    if text[start - 1 : start + 1] == ":+":  # a blank in form encoding
        return start + 1
    prefix = _PREFIX.match(text, start)
    return prefix.end() if prefix else start


def _argument(text: str, begin: int, start: int) -> int:
    """Give the end of a value with blanks whose key is in the quotes too: `--settings 'PASSWORD=x y'`; 0 if it is not.

    Only behind an option or a command that sets variables, and with nothing else that is set in the quotes.
    """
    quote = text[begin - 1 : begin]
    if quote not in ("'", '"') or text[start - 1] != "=" or not _OPTION.search(text, max(0, begin - 60), begin - 1):
        return 0
    end = text.find(quote, start, start + _NEAR)
    return end if end > start and " " in text[start:end] and not _SETS_MORE.search(text, start, end) else 0


def _block(text: str, block: re.Match[str]) -> tuple[int, int]:
    """Give where the lines of a YAML block or a heredoc begin and end."""
    end = block.end()
    while line := _LINE.match(text, end):
        end = line.end()
        if not block["indent"] or not text.startswith("\n" + block["indent"], end):
            break
        end += 1 + len(block["indent"])
    return block.end(), end


def _unquoted(text: str, sign: int, start: int, form: str, holding: Held) -> tuple[int, int]:
    if form == "markup":
        closing = text.find("<", start, start + _LONGEST)
        return (start, closing) if closing >= 0 else (start, values.bare(text, start))
    end = values.bare(text, start)
    if form == "cell":
        cell = text.find(text[sign:start].strip(_BLANK_OR_QUOTE) or "\t", start, end)
        return start, cell if cell >= 0 else end
    if holding.kind != "password" or holding.demand != "any":
        after = _AFTER_KEY.search(text, start + _SHORTEST_KEY, end)
        return start, after.start() if after else end
    if text[start : start + 1] == "{" and text[end - 1 : end] == "}" and not values.placeholder(text[start:end]):
        return start + 1, end - 1
    return start, end


def _believed(found: Assignment) -> bool:
    value = found.value
    passphrase = found.quoted and _option(found)
    if values.placeholder(value, passphrase=passphrase) or values.composite(value) or not found.holding.accepts(value):
        return False
    if not found.quoted and (values.code(value) or (value.isdigit() and len(value) < _FEWEST_DIGITS)):
        return False
    return _FORMS[found.form](found)


def _as_assign(found: Assignment) -> bool:
    value = found.value
    if found.text[found.start - 1] == "`":
        return values.strong(value) or values.random(value)
    if found.quoted or "=" in found.text[found.sign : found.start]:
        return True
    if _unlike_words(value):
        return value[0] not in "[{(" or values.strong(value)
    return _alone(found) and bool(_LAST.match(found.text, found.end))


def _alone(found: Assignment) -> bool:
    if found.text[found.begin - 1 : found.begin] in ("'", '"', "`"):
        return True
    line = found.text.rfind("\n", max(0, found.begin - _NEAR), found.begin) + 1
    return bool(_ALONE.match(found.text[max(line, found.begin - _NEAR) : found.begin]))


def _as_listed(found: Assignment) -> bool:
    return _option(found) or values.strong(found.value)


def _as_cell(found: Assignment) -> bool:
    value = found.value
    if values.strong(value) or (values.random(value) and not values.named(value) and not values.guid(value)):
        return True
    if "|" not in found.text[found.sign : found.start] or not _CELL_END.match(found.text, found.end):
        return False
    return found.holding.demand != "random" and len(value) >= _SHORTEST_CELL and _unlike_words(value)


def _as_markup(found: Assignment) -> bool:
    value = found.value
    if found.text[found.sign : found.sign + 2] == "</":
        return values.telling(value)
    if found.text[found.begin - 1 : found.begin] not in ("<", ":") or "\n" in value:
        return False
    return found.text.startswith(("</", "]]>"), found.end) or (
        _unlike_words(value) and bool(_CUT.match(found.text, found.end))
    )


def _unlike_words(value: str) -> bool:
    return values.telling(value) or values.turning(value)


def _as_attribute(found: Assignment) -> bool:
    return found.quoted


def _as_below(found: Assignment) -> bool:
    line = found.text.rfind("\n", max(0, found.begin - _NEAR), found.begin) + 1
    return "name:" in found.text[line : found.begin].lower()


def _as_word(found: Assignment) -> bool:
    value = found.value
    if not _option(found):
        noun = found.text[found.begin : found.sign].lower()
        return noun.endswith(("word", "wd", "phrase")) and values.strong(value) and bool(_SIGNED.search(value))
    if value.startswith("-") and value[1:2].isalpha() and not values.strong(value):
        return False
    return found.quoted or values.telling(value) or bool(_LAST.match(found.text, found.end))


def _option(found: Assignment) -> bool:
    before = found.text[max(0, found.begin - 2) : found.begin]
    return found.text[found.begin] == "-" or (before[-1:] == "/" and before[:1] in ("/", " ", "\t", '"', "'"))


_FORMS: dict[str, Callable[[Assignment], bool]] = {
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
    """Give the kind of the key, or connection-string if other parts of one stand around."""
    holding = found.holding
    password = holding.kind == "password" and holding.demand == "any" and "=" in found.text[found.sign : found.start]
    if password or holding.kind == "storage-account-key":
        before = found.text[max(0, found.begin - _NEAR) : found.begin].rpartition("\n")[2]
        after = found.text[found.end : found.end + _NEAR].partition("\n")[0] if password else ""
        if _connected(f"{before}\0{after}".lower()):
            return "connection-string"
    return holding.kind


def _connected(around: str) -> bool:
    return (";" in around or ",ssl=" in around or "host=" in around) and bool(_SIBLING.search(around))
