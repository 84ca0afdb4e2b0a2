"""What may be a secret value: where it ends, what is only a placeholder, and how much it looks made at random."""

from __future__ import annotations

import re

from kb.text.redaction.kinds import MARK

_LONGEST = 256
_CONTENT = 100_000
_AHEAD = 120
_PLAIN = re.compile(rf"[\w+/=.~!@#$^():?{{}}-]{{0,{_LONGEST}}}+")  # of these signs none can end a value
_RUN = re.compile(rf"\S{{1,{_LONGEST}}}")
_REST = re.compile(r"""[^\s"'`<>;&,|\\]*""")
_STOP = re.compile(
    r"""
      \\{1,8}["'`]                                            # an escaped quote ends what is quoted around the text
    | \\+[nrt](?=[\s"'\\{}\[\],;:&%]|\Z|[A-Za-z_][\w.\ -]{0,40}[=:(]|[A-Z])
    | \\u00(?:22|27|26|3[ce])
    | ["'`](?![\w!@#$%^*+~.-])
    | ["'](?=[.-](?:\s|\Z))
    | [;&,|](?=\s|["'`\\]|\Z|[A-Za-z_$][\w.$%-]{0,40}(?:[ ][\w.-]{1,20}){0,3}[ ]?[=:|])
    | (?<==)[;&,|]
    | [;&](?=[A-Za-z_][\w-]{0,40}\Z)
    | [|](?=[^|]*[|])
    | &(?:amp|quot|\#\d{1,4}|lt|gt|apos);
    | </ | <(?:br|p|td|tr|span|div|li)\b | />
    | \*\*(?=[\s.,;:]|\Z)
    | [”“’]
    | \[redacted:
    | %22(?=%|\Z) | %0[AaDd]
    """,
    re.VERBOSE,
)
_QUOTES = {'"': '"', "'": "'", "“": "”", "`": "`", "‘": "’"}
_QUOTED = {
    '"': re.compile(rf'[^"\\\n\r]{{0,{_CONTENT}}}+(?:\\.[^"\\\n\r]{{0,{_CONTENT}}}+){{0,400}}+'),
    "'": re.compile(rf"[^'\\\n\r]{{0,{_CONTENT}}}+(?:\\.[^'\\\n\r]{{0,{_CONTENT}}}+){{0,400}}+"),
    "”": re.compile(rf"[^”\n\r]{{0,{_LONGEST}}}+"),
    "’": re.compile(rf"[^’\n\r]{{0,{_LONGEST}}}+"),
    "`": re.compile(rf"[^`\n\r]{{0,{_CONTENT}}}+"),
}
_CLOSING = ",;:.)]}>"
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}

_PLACEHOLDER = re.compile(
    r"""
      <[A-Za-z_][\w\ .:/-]{0,80}(?:>|\Z) | <[.*x ]{0,20}>
    | \$\{[\w{\ ] | \$\([\w$\ ]{2} | \{\{[\w\ .$"-] | \#\{[A-Za-z] | @\{[A-Za-z] | %\{[A-Za-z]
    | \$(?:env:|Env:|ENV:|script:|global:|using:|args\b|_\b)
    | \$[A-Za-z_]+[0-9]{0,2}(?:[.\[(].*)?[)\]};,]*\Z
    | %[A-Za-z_]{2,40}[0-9]?%\Z | !(?:vault\b|secret\b|[A-Z_]{3,40}!\Z)
    | @(?:Microsoft\.KeyVault|parameters|variables|body|secure)\b
    | \[{1,2}(?:parameters|variables|reference|concat|list\w{0,40}|resourceId|format|if|first|secure\w{0,20})\(
    | \(?(?:sensitive|known\ after|hidden|masked|redacted|not\ set|no\ value|none|null|unchanged|write-only)\b[^=]{0,30}\Z
    | \[(?:redacted|REDACTED|masked|MASKED|hidden|filtered|FILTERED|secret|sensitive|your|password|removed)\b
    | [*xX•●·.…_#?-]{2,}[)"';,.]*\Z
    | \*{3,}
    | \{[\w\ .:$-]{0,60}\}\Z
    | __[\w-]{1,60}__\Z | @@[\w-]{1,60}@@\Z | \#[A-Z_]{3,40}\#
    | (?:var|local|data|module|each|self|this|os|process|env|config|conf|settings|args|params?|parameters|secrets|options?
        |opts|props?|input|output|request|req|response|user|cls|random_\w{1,40}|azurerm_\w{1,60}|azuread_\w{1,60}
        |kubernetes_\w{1,40}|aws_\w{1,60}|google_\w{1,60}|tls_\w{1,40}|ConfigurationManager|Environment|System|Convert)
      (?:\.[A-Za-z_]|\[["']|\?\.)
    | (?:Get|New|Read|ConvertTo|ConvertFrom|Import|Export|Set|Select)-[A-Z][A-Za-z]{2,40}\b
    | (?:getenv|environ|getpass|lookup|file|sha256|random|uuid|str|int|bool)\(
    | (?i:(?:your|my|the|some|enter|insert|put|add|replace|example|sample|dummy)[-_ ]?(?:[a-z]{2,20}[-_ ]?){0,4}
        (?:password|passwd|pwd|pass|secret|key|token|value|here|this|me)(?:[-_ ]?(?:here|value|goes[-_ ]here))?)\Z
    | \[[A-Za-z_.]{3,80}\]::
    | [a-z]{2,10}://[^\s@]*\Z
    | /(?:run|var|etc|home|mnt|usr|tmp|root|subscriptions|opt|dev)/
    | [A-Za-z]:\\\\?(?:Users|Windows|Program|temp|inetpub)
    """,
    re.VERBOSE,
)
_COMPOSITE = re.compile(r"(?:sig|AccountKey|SharedAccessKey|Password|Pwd)=|-----BEGIN")
_CALL = re.compile(r"[A-Za-z_][A-Za-z_.]{2,60}\((?:[)\"']|\Z|[a-z_]+[.,)(\"'\[])")
_DOTTED = re.compile(r"[A-Za-z_]{2,40}(?:\.[A-Za-z_]{2,40}){1,6}[,;)]*\Z")
_CODE = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]*){1,9}\Z")
_ASSEMBLED = re.compile(r"\$\{[\w.:-]{1,60}\}|\{\{[^{}]{1,60}\}\}|\$\([^()]{1,60}\)|\*{4,}")
_TIME = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[:/]\d\d[:/]")
_GUID = re.compile(r"[{(]?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}[)}]?\Z")
_NAME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*\Z")
_LETTERS = re.compile(r"[A-Za-z]+\Z")
_NOUN = re.compile(r"pass|pwd|secret|token|cred|\bkey|key\b|value|input|string|param|arg|prompt", re.IGNORECASE)
_TURN = re.compile(r"[A-Za-z](?=[0-9])|[0-9](?=[A-Za-z])|[a-z](?=[A-Z])|[A-Z](?=[A-Z][a-z])")
_TELLING = re.compile(r"[0-9!@#$%^&*~+=]")
_SPECIAL = re.compile(r"[!@#$%^&*?~+=]")
_SKU = re.compile(r"(?:Standard|Basic|Premium|Free|Consumption)_")
_WORDS = frozenset(
    """
    a an and any are as at be been but by can cannot could did do does either else empty error expected expired failed
    false field file for from had has have hidden if in incorrect int integer invalid is it its length login masked may
    mismatch missing must n/a na needs nil no none not null nullable number object of off on one or option optional
    parameter parameters passed password passwords policy property provided read redacted rejected required reset
    resource rule s secret secrets securestring sensitive set should so str string than that the their then this to
    token tokens too true type undefined unknown unset use used using validation value was we were when where which
    will with wrong yes you your key keys auth authentication authorization bool boolean byte char write-only pass
    system.string system.security.securestring secureobject bytes plaintext text system.management.automation.pscredential
    """.split(),
)
_PROSE = frozenset(
    "a an and are be between cannot characters contain enter for from has in is must not of or please provided required "
    "should than that the this to was when will with your".split(),
)
_FEWEST_WORDS = 3


def bare(text: str, start: int) -> int:
    """Give the end of the unquoted value that begins at start: a blank, a closing sign or the next key ends it.

    Of a very long value this is only the beginning; `whole` gives its end.
    """
    plain = _PLAIN.match(text, start)
    end = plain.end() if plain else start
    if end == len(text) or text[end].isspace():
        return start + len(_trimmed(text[start:end]))
    run = _RUN.match(text, start)
    if not run:
        return start
    value = run[0]
    if value[0] == "{" and (closed := value.find("}")) > 0:
        return start + closed + 1
    if (stop := _STOP.search(text[start : start + len(value) + _AHEAD])) and stop.start() < len(value):
        value = value[: stop.start()]
    return start + (len(value) if len(value) == _LONGEST else len(_trimmed(value)))


def whole(text: str, start: int, end: int) -> int:
    """Give the end of an unquoted value that may be longer than was looked at."""
    rest = _REST.match(text, end) if end - start >= _LONGEST else None
    return rest.end() if rest else end


def _trimmed(value: str) -> str:
    if not value or value[-1] not in _CLOSING:
        return value
    while value and value[-1] in _CLOSING:
        last = value[-1]
        if last in _PAIRS and value.count(_PAIRS[last]) >= value.count(last):
            break
        value = value[:-1]
    return value


def quoted(text: str, start: int) -> tuple[int, int] | None:
    """Give where the content of the quotes that open at start begins and ends, None if there is no quote."""
    if not (closing := _QUOTES.get(text[start : start + 1])):
        return None
    found = _QUOTED[closing].match(text, start + 1)
    return found.span() if found else None


def placeholder(value: str) -> bool:
    """Tell whether the value only stands for a secret, or says something about it."""
    if not value or value.startswith(MARK):
        return True
    head = value[:_LONGEST]
    if head.isalnum() and not head.isalpha():
        return False
    if head.lower().rstrip(".,;:!)") in _WORDS or _PLACEHOLDER.match(head) or _assembled(head):
        return True
    words = head.split() if " " in head else []
    return len(words) >= _FEWEST_WORDS and not _PROSE.isdisjoint(word.lower() for word in words)


def _assembled(value: str) -> bool:
    return ("{" in value or "(" in value or "****" in value) and bool(_ASSEMBLED.search(value))


def composite(value: str) -> bool:
    """Tell whether the value holds its secret in a part of it, which is found for itself."""
    return ("=" in value or "-----BEGIN" in value) and bool(_COMPOSITE.search(value[:_LONGEST]))


def code(value: str) -> bool:
    """Tell whether an unquoted value is an expression of a program, a type or an error code."""
    if _CALL.match(value) or _DOTTED.match(value) or _CODE.match(value):
        return True
    return value.replace("_", "").replace("-", "").isalpha() and bool(_NOUN.search(value))


def named(value: str) -> bool:
    """Tell whether the value looks like the name of something: small letters, digits, hyphens."""
    return bool(_NAME.match(value)) and ("-" in value or value.isalpha() or len(_TURN.findall(value)) < 2)  # noqa: PLR2004


def telling(value: str) -> bool:
    """Tell whether the value has a digit or sign that words of a sentence lack."""
    return len(value) > 3 and any(map(str.isalpha, value)) and bool(_TELLING.search(value))  # noqa: PLR2004


def guid(value: str) -> bool:
    """Tell whether the value is a GUID, which is an id nearly always."""
    return bool(_GUID.match(value))


def mixed(value: str, *, least: int = 6) -> bool:
    """Tell whether letters stand beside digits or signs."""
    return len(value) >= least and not _LETTERS.match(value) and any(char.isalpha() for char in value)


def random(value: str, *, least: int = 16) -> bool:
    """Tell whether the value looks made by a machine: long, with digits among the letters."""
    return len(value) >= least and " " not in value and len(_TURN.findall(value)) >= 3 and any(map(str.isdigit, value))  # noqa: PLR2004


def strong(value: str) -> bool:
    """Tell whether the value looks like a password wherever it stands: capital, small, digit, and a sign or many turns."""
    if len(value) < 8 or _TIME.match(value) or _SKU.match(value) or "://" in value or guid(value):  # noqa: PLR2004
        return False
    if not (any(map(str.islower, value)) and any(map(str.isupper, value)) and any(map(str.isdigit, value))):
        return False
    return bool(_SPECIAL.search(value)) or len(_TURN.findall(value)) >= 4  # noqa: PLR2004
