r"""Masking: the variable parts of a message, blanked the same way on the server and here.

One list of rules is rendered to KQL (`replace_regex`, RE2), to polars (Rust's regex) and to Python's `re`. The patterns
keep to what the three engines read alike: ASCII classes written out, no look-around, no back-references, no flags.
No rule matches a backslash or a double quote beside an escape, so JSON stays JSON-shaped, however often it was escaped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

VARIABLE = "<*>"
HELP = "<help>"


@dataclass(frozen=True, slots=True)
class Rule:
    """What is replaced by what; `pattern` is RE2. A text without `sign`, which is found quicker, stays as it is."""

    name: str
    pattern: str
    replacement: str
    sign: str = ""


# Below this share it is quicker to change some messages only.
_FEW = 0.1
_STOP = r"[^ \t\r\n'\",;\\{}()<>]"
_END = r"[^ \t\r\n'\",;\\{}()<>.:]"
_VARIABLES = (
    r"\[std(?:out|err)\](?:[^\"\\]|\\+[nrt])*",  # what another program printed
    rf"'{_STOP[:-1]}]*'",  # a name in quotes
    rf"/[Ss]ubscriptions/{_STOP}*{_END}",  # a resource id
    rf"[A-Za-z][A-Za-z+]*://{_STOP}*{_END}",  # an address
    r"[A-Za-z.+%-]*[0-9_@](?:[A-Za-z0-9_.@:/+%~-]*[A-Za-z0-9_/])?",  # a token with a digit, an underscore or an at sign
    r"[A-Za-z]+-[A-Za-z]+-[A-Za-z-]*[A-Za-z]",  # a name of three parts
)

RULES = (
    Rule("escaped apostrophe", r"\\+u(?:0027|201[89])", "'", sign=r"u0027|u201[89]"),
    Rule(
        "help link",
        r"(?:https?://)?aka\.ms/"
        rf"{_STOP}*{_END}"
        r"|https?://(?:go\.microsoft\.com|docs\.microsoft\.com|learn\.microsoft\.com|support\.microsoft\.com"
        r"|azure\.microsoft\.com|docs\.azure\.com|kubernetes\.io|github\.com)/"
        rf"{_STOP}*{_END}",
        HELP,
        sign=r"aka\.ms/|\.microsoft\.com/|docs\.azure\.com/|kubernetes\.io/|github\.com/",
    ),
    Rule("variable", "|".join(_VARIABLES), VARIABLE),
)

_COMPILED = tuple((re.compile(rule.pattern), rule.replacement) for rule in RULES)


def masked(message: str) -> str:
    """Give the signature of a message.

    >>> masked("Disk 'data' of rg-01 is attached to /subscriptions/0/vm.")
    'Disk <*> of <*> is attached to <*>.'
    """
    for pattern, replacement in _COMPILED:
        message = pattern.sub(replacement, message)
    return message


def masked_series(messages: pl.Series) -> pl.Series:
    """Give the signatures of many messages; the same text as `masked` gives for each."""
    for rule in RULES:
        messages = _replaced(messages, rule)
    return messages


def _replaced(messages: pl.Series, rule: Rule) -> pl.Series:
    if rule.sign:
        signed = messages.str.contains(rule.sign).fill_null(value=False).arg_true()
        if not len(signed):
            return messages
        if len(signed) < len(messages) * _FEW:
            changed = messages.gather(signed).str.replace_all(rule.pattern, rule.replacement)
            return messages.clone().scatter(signed, changed)
    return messages.str.replace_all(rule.pattern, rule.replacement)


def kql(column: str) -> str:
    """Give the KQL expression for the signature of a column.

    >>> kql("m")[:40]
    'replace_regex(replace_regex(replace_rege'
    """
    expression = column
    for rule in RULES:
        expression = f"replace_regex({expression}, {_literal(rule.pattern)}, {_literal(rule.replacement)})"
    return expression


def _literal(text: str) -> str:
    return "@'" + text.replace("'", "''") + "'"
