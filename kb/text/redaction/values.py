"""What may be a secret value: where it ends, what is only a placeholder, and how much it looks made at random."""

from __future__ import annotations

import re

from kb.text.lazily import lazily
from kb.text.redaction.kinds import MARK

_LONGEST = 256
_CONTENT = 100_000
_BRACED = lazily(r"\{[^\s{}\"']{1,256}\}(?=[\s\"'`;,&)\\<|]|\Z)")
_REST = lazily(r"""[^\s"'`<>;&,|\\]*""")
_STOP = r"""
      \\{1,8}["'`]                                            # an escaped quote ends what is quoted around the text
    | \\+[nrt](?=[\s"'\\{}\[\],;:&%]|\Z|[A-Za-z_][\w.\ -]{0,40}[=:(]|[A-Z])
    | \\u00(?:22|27|26|3[ce])
    | ["'`](?![\w!@#$%^*+~.-])
    | ["'](?=[.-](?:\s|\Z))
    | [;&,|](?=\s|["'`\\]|\Z|[A-Za-z_$][\w.$%-]{0,40}(?:[ ][\w.-]{1,20}){0,3}[ ]?[=:])
    | (?<=[A-Za-z0-9+/]{20}=)[;&,|] | (?<=[A-Za-z0-9+/]{20}==)[;&,|]
    | [;&](?=[A-Za-z_][\w-]{0,40}\Z)
    | [|](?=[^|\n]{0,200}[|])
    | &(?:quot|apos|lt|gt|nbsp|\#0?3[49]|\#x0?2[27]); | &amp;(?=[A-Za-z_][\w.-]{0,40}=)
    | </ | <(?:br|p|td|tr|span|div|li)\b | />
    | \*\*(?=[\s.,;:]|\Z)
    | [”“’]
    | \[redacted:
    | %22(?=%|\Z) | %0[AaDd]
"""
# Of the signs in the first set none can end a value; the others are looked at one by one.
_RUN = lazily(rf"(?: [\w+/=.~!@#$^():?{{}}-]{{1,24}}+ | (?!{_STOP})\S ){{0,24}}+", re.VERBOSE)
_QUOTES = {'"': '"', "'": "'", "“": "”", "`": "`", "‘": "’"}
_QUOTED = {
    '"': lazily(rf'[^"\\\n\r]{{0,{_CONTENT}}}+(?:\\.[^"\\\n\r]{{0,{_CONTENT}}}+){{0,400}}+'),
    # A quote inside is doubled in PowerShell and SQL; in a shell it stands between two pieces of the value.
    "'": lazily(
        rf"[^'\\\n\r]{{0,{_CONTENT}}}+(?:\\.[^'\\\n\r]{{0,{_CONTENT}}}+){{0,400}}+"
        rf"(?:'(?:'|\"'\"'|\\'')[^'\\\n\r]{{1,{_LONGEST}}}+(?=')){{0,8}}+"
    ),
    "”": lazily(rf"[^”\n\r]{{0,{_LONGEST}}}+"),
    "’": lazily(rf"[^’\n\r]{{0,{_LONGEST}}}+"),
    "`": lazily(rf"[^`\n\r]{{0,{_CONTENT}}}+"),
}
_SHORTEST_CUT = 24
_NO_BEGINNING = " ,;:)]}"  # behind a quote that nothing closes: then it is a closing one itself
_CLOSING = ",;:.)]}>"
_AFTER = _CLOSING + "@&|"
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}

_WRITTEN = lazily(r"[^\W_]")
_PLACEHOLDER = lazily(
    r"""
      \\*&(?:quot|apos|amp|lt|gt|nbsp|\#x?[0-9a-fA-F]{2,4}); | %(?:25){0,3}(?:2[27]|5[Cc]|0[AaDd]) | \\u00
    | <[A-Za-z_][\w\ .:/-]{0,80}(?:>|\Z) | <[.*x ]{0,20}>
    | [\[{(]["'\[{]
    | \$\{[\w{\ ] | \$\([\w$\ ]{2} | \{\{[\w\ .$"-] | \#\{[A-Za-z] | @\{[A-Za-z] | %\{[A-Za-z]
    | \$(?:env:|Env:|ENV:|script:|global:|using:|args\b|_\b)
    | \$[A-Za-z_]{2,}[0-9]{0,2}(?:\.[A-Za-z]\w*|\[[\w'"$-]+\]?|\([\w$'"]*\)?)*[)\]};,]*\Z
    | %[A-Za-z_]{2,40}[0-9]?%\Z | !(?:vault\b|secret\b|[A-Z_]{3,40}!\Z)
    | @(?:Microsoft\.KeyVault|parameters|variables|body|secure)\b
    | \[{1,2}(?:parameters|variables|reference|concat|list\w{0,40}|resourceId|format|if|first|secure\w{0,20})\(
    | \(?(?:sensitive|known\ after|hidden|masked|redacted|not\ set|no\ value|none|null|unchanged|write-only)\b
      [^=]{0,30}\Z
    | \[(?:redacted|REDACTED|masked|MASKED|hidden|filtered|FILTERED|secret|sensitive|your|password|removed)\b
    | [*xX•●·.…_#?-]{2,}[)"';,.]*\Z
    | \*{3,}
    | \{[\w\ .:$-]{0,60}\}\Z
    | __[\w-]{1,60}__\Z | @@[\w-]{1,60}@@\Z | \#[A-Z_]{3,40}\#
    | (?:var|local|data|module|each|self|this|os|process|env|config|conf|settings|args|params?|parameters|secrets
        |options?|opts|props?|input|output|request|req|response|user|cls|random_\w{1,40}|azurerm_\w{1,60}|azuread_\w{1,60}
        |kubernetes_\w{1,40}|aws_\w{1,60}|google_\w{1,60}|tls_\w{1,40}|ConfigurationManager|Environment|System|Convert)
      (?:\.[A-Za-z_]|\[["']|\?\.)
    | \(?(?:Get|New|Read|ConvertTo|ConvertFrom|Import|Export|Set|Select)-[A-Z][A-Za-z]{2,40}\b
    | (?:getenv|environ|getpass|lookup|file|sha256|random|uuid|str|int|bool)\(
    | (?i:(?:your|my|the|some|enter|insert|put|add|replace|example|sample|dummy)[a-z_\ -]{0,60}
        (?:password|passwd|pwd|pass|secret|key|token|value|here|this|me))\Z
    | \[[A-Za-z_.]{3,80}\]::
    | [a-z]{2,10}://[^\s@]*\Z
    | /(?:run|var|etc|home|mnt|usr|tmp|root|subscriptions|opt|dev)/
    | [A-Za-z]:\\\\?(?:Users|Windows|Program|temp|inetpub)
    """,
    re.VERBOSE,
)
_PARTS = ("sig=", "AccountKey=", "SharedAccessKey=", "Password=", "Pwd=", "-----BEGIN")
_CALL = lazily(r"[A-Za-z_][A-Za-z_.]{2,60}\((?:[)\"']|\Z|[a-z_]+[.,)(\"'\[])")
_WORD = r"(?:[a-z_]{2,40}|_?[A-Z]?[a-z]{1,20}(?:[A-Z][a-z]{1,20}){0,6})"
_DOTTED = lazily(rf"{_WORD}(?:\.{_WORD}){{1,6}}[,;)]*\Z")
_CODE = lazily(r"(?:[A-Z]{2,4})?(?:[A-Z](?=[a-z]{0,6}[aeiou])[a-z]{2,20}){2,9}\Z")
_ASSEMBLED = lazily(r"\$\{[\w.:-]{1,60}\}|\{\{[^{}]{1,60}\}\}|\$\([^()]{1,60}\)|\*{4,}")
_TIME = lazily(r"\d{4}-\d\d-\d\d|\d{1,2}[:/]\d\d[:/]")
_GUID = lazily(r"[{(]?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}[)}]?\Z")
_NAME = lazily(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*\Z")
_LETTERS = lazily(r"[A-Za-z]+\Z")
_HEAD = 80
_SHORTEST = 4
_SHORTEST_MIXED = 6
_SHORTEST_STRONG = 8
_SHORTEST_RANDOM = 16
_FEWEST_DIGITS = 3
_FEWEST_TURNS = 3
_TRADE = lazily(
    r"(?:^|-)(?:\w*secret|cert|tls|key|kv|token|password|pw|cred|config|prod|dev|test|db|sql|app|web|api|vm|rg|aks)s?"
    r"(?:-|\d|$)",
)
_NOUN = lazily(r"pass|pwd|secret|token|cred|\bkey|key\b|value|input|string|param|arg|prompt", re.IGNORECASE)
_ASKING = lazily(r"\b(?:your|enter|please|must|should|here)\b", re.IGNORECASE)
_TURN = lazily(r"[A-Za-z](?=[0-9])|[0-9](?=[A-Za-z])|[a-z](?=[A-Z])|[A-Z](?=[A-Z][a-z])")
_TELLING = lazily(r"[0-9!@#$%^&*~+=]")
_SPECIAL = lazily(r"[!@#$%^&*?~+=]")
_SKU = lazily(r"(?:Standard|Basic|Premium|Free|Consumption)_")
_WORDS = frozenset(
    """
    a an and any are as at be been but by can cannot could did do does either else empty error expected expired failed
    false field file for from had has have hidden if in incorrect int integer invalid is it its length login masked may
    mismatch missing must n/a na needs nil no none not null nullable number object of off on one or option optional
    parameter parameters passed password passwords policy property provided read redacted rejected required reset
    resource rule s secret secrets securestring sensitive set should so str string than that the their then this to
    token tokens too true type undefined unknown unset use used using validation value was we were when where which
    will with wrong yes you your key keys auth authentication authorization bool boolean byte char write-only pass
    system.string system.security.securestring secureobject bytes plaintext text
    system.management.automation.pscredential
    """.split(),
)
_PROSE = frozenset(
    "a an and are be between cannot characters contain enter for from has in is must not of or please provided "
    "required should than that the this to was when will with your".split(),
)
_FEWEST_WORDS = 3


def bare(text: str, start: int) -> int:
    """Give the end of the unquoted value that begins at start: a blank, a closing sign or the next key ends it.

    Of a very long value this is only the beginning; `whole` gives its end.
    """
    if braced := _BRACED.match(text, start):
        return braced.end()
    run = _RUN.match(text, start)
    return _trimmed(text, start, run.end()) if run else start


def whole(text: str, start: int, end: int) -> int:
    """Give the end of an unquoted value that may be longer than was looked at."""
    if end - start < _SHORTEST_CUT or text[end : end + 1] in _AFTER:
        return end
    rest = _REST.match(text, end)
    return _trimmed(text, start, rest.end()) if rest else end


def _trimmed(text: str, start: int, end: int) -> int:
    """Give the end without the signs that close a sentence or a bracket opened before."""
    while end > start and text[end - 1] in _CLOSING:
        last = text[end - 1]
        if last in _PAIRS and not _opened(text, start, end, last):
            break
        end -= 1
    return end


def _opened(text: str, start: int, end: int, closing: str) -> bool:
    """Tell whether a closing sign belongs to one that stands on the line before the value."""
    opening = _PAIRS[closing]
    if text.count(opening, start, end) >= text.count(closing, start, end):
        return False
    line = max(text.rfind("\n", max(0, start - _LONGEST), start) + 1, start - _LONGEST, 0)
    return text.count(opening, line, start) > text.count(closing, line, start)


def quoted(text: str, start: int) -> tuple[int, int] | None:
    """Give where the content of the quotes that open at start begins and ends, None if there is no quote."""
    if not (closing := _QUOTES.get(text[start : start + 1])):
        return None
    if closing == "`" and text[start + 1 : start + 2] == '"':  # a quote that PowerShell escapes
        return None
    found = _QUOTED[closing].match(text, start + 1)
    if not found or (text[found.end() : found.end() + 1] != closing and text[start + 1 : start + 2] in _NO_BEGINNING):
        return None
    return found.span()


def placeholder(value: str, *, passphrase: bool = False) -> bool:
    """Tell whether the value only stands for a secret, or says something about it.

    What stands in quotes behind an option may be a passphrase: words that do not speak of passwords count as one.
    """
    head = value[:_LONGEST]
    if not _WRITTEN.search(head) or value.startswith(MARK):
        return True
    if head.isalnum() and not head.isalpha():
        return False
    if head.lower().rstrip(".,;:!)") in _WORDS or _PLACEHOLDER.match(head) or _assembled(head):
        return True
    words = head.split() if " " in head else []
    if len(words) < _FEWEST_WORDS or _PROSE.isdisjoint(word.lower() for word in words):
        return False
    return not passphrase or bool(_NOUN.search(head) or _ASKING.search(head))


def _assembled(value: str) -> bool:
    return ("{" in value or "(" in value or "****" in value) and bool(_ASSEMBLED.search(value))


def composite(value: str) -> bool:
    """Tell whether the value holds its secret in a part of it, which is found for itself."""
    return any(part in value for part in _PARTS) if "=" in value or "-----" in value else False


def code(value: str) -> bool:
    """Tell whether an unquoted value is an expression of a program, a type or an error code."""
    if _CALL.match(value) or _DOTTED.match(value) or _CODE.match(value):
        return True
    return value.replace("_", "").replace("-", "").isalpha() and bool(_NOUN.search(value))


def named(value: str) -> bool:
    """Tell whether the value looks like the name of something: small letters, digits, hyphens."""
    head = value[:_HEAD]
    return bool(_NAME.match(head)) and ("-" in head or head.isalpha() or turns(head) <= 1)


def turns(value: str) -> int:
    """Give how often letters and digits, small letters and capitals alternate, other than they do in words."""
    return len(_TURN.findall(value[:_HEAD]))


def resource(value: str) -> bool:
    """Tell whether the value looks like the name of a resource, and not like a password of small letters."""
    return named(value) and (sum(map(str.isdigit, value)) < _FEWEST_DIGITS or bool(_TRADE.search(value)))


def telling(value: str) -> bool:
    """Tell whether the value has a digit or sign that words of a sentence lack."""
    head = value[:_HEAD]
    return len(head) >= _SHORTEST and any(map(str.isalpha, head)) and bool(_TELLING.search(head))


def turning(value: str) -> bool:
    """Tell whether capitals, small letters and digits alternate as they do not in words."""
    return turns(value) >= _FEWEST_TURNS


def guid(value: str) -> bool:
    """Tell whether the value is a GUID, which is an id nearly always."""
    return bool(_GUID.match(value))


def mixed(value: str) -> bool:
    """Tell whether letters stand beside digits or signs."""
    head = value[:_HEAD]
    return len(head) >= _SHORTEST_MIXED and not _LETTERS.match(head) and any(map(str.isalpha, head))


def random(value: str) -> bool:
    """Tell whether the value looks made by a machine: long, with digits among the letters."""
    return len(value) >= _SHORTEST_RANDOM and " " not in value and turning(value) and any(map(str.isdigit, value))


def strong(value: str) -> bool:
    """Tell whether the value looks like a password wherever it stands: all sorts of letters, a sign or many turns."""
    head = value[:_HEAD]
    if len(head) < _SHORTEST_STRONG or _TIME.match(head) or _SKU.match(head) or "://" in head or guid(head):
        return False
    if not (any(map(str.islower, head)) and any(map(str.isupper, head)) and any(map(str.isdigit, head))):
        return False
    return bool(_SPECIAL.search(head)) or turns(head) > _FEWEST_TURNS
