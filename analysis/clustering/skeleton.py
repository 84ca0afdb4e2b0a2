"""The skeleton of a signature: its public words in order, everything else one `<*>`.

A pure function of the signature: what a message's cluster depends on, besides its code, is only this.
"""

from __future__ import annotations

import re

from analysis.clustering.masking import HELP, VARIABLE
from analysis.clustering.word_list import FUNCTION_WORDS, public_words

# Azure's messages are shorter; what is longer is the output of something else.
MOST_READ = 5_000
QUOTES = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " ", "\r": None}
)
QUOTED = re.compile(r"(?<!\w)'[^'\n]*(?:'(?=\w)[^'\n]*)*'(?!\w)|\"[^\"\\]*(?:\\.[^\"\\]*)*\"|`[^`\n]*`", re.DOTALL)
_BULLETS = re.compile(r"(?:\n[ \t]*(?:[-*•]|<\*>[.)]) ?[^\n]*)+")
_BRACKETS = re.compile(r"\{[^{}]*\}|\[[^\[\]\n]*\]")
# Free text of another program follows; it is no part of the template.
_FREE = re.compile(
    r"((?:rror details?|rror message|tack ?trace|ssage details|xception|stdout|stderr)\]?: ?|\[std(?:out|err)\]).*",
    re.DOTALL,
)
# Masked, or as it was logged: templates are made from real messages.
_VALUE = r"(?:<\*>|[\w.:+-]*\d[\w.:+-]*)"
_CUES = ("rror detail", "rror message", "ack trace", "acktrace", "ssage details", "xception", "stdout", "stderr")
_ASSIGNED = re.compile(rf"(?i:id|time|stamp|trace|utc\)) ?(?:is )?[:=]\s*{_VALUE}")
_TAIL = re.compile(
    r"[\s,;.(]*\b(?:(?:Client |Service )?(?:Trace|Correlation|Request|Activity|Tracking|Session|Operation)[ -]?Id"
    r"|Time ?stamp(?: ?\(?UTC\)?)?|Time|Trace)\s*(?:is )?[:=]"
    rf"\s*{_VALUE}(?:[\s,;)]*{_VALUE})*",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^()]*<help>[^()]*\)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n|(?<=<help>)\s+(?=[A-Z])")
_POINTER = re.compile(
    r"[,;:-]?\s*(?:\b(?:and|or)\s+)?(?:\bplease\s+)?(?:\bsee|\brefer to|\bvisit|\bread more|\blearn more|\bfor more)\b"
    r"[^.]*<help>[^.\n]*",
    re.IGNORECASE,
)
# Regions by their shown names, `East US 2`, with digits masked by now; and the name that a new tenant has.
_AREAS = (
    "Australia|Austria|Belgium|Brazil|Canada|Chile|China|Denmark|France|Germany|India|Indonesia|Israel|Italy|Japan"
    "|Jio India|Korea|Malaysia|Mexico|New Zealand|Norway|Poland|Qatar|South Africa|Spain|Sweden|Switzerland|UAE|UK|US"
    "|USGov|US DoD"
)
_SIDES = "North Central|South Central|West Central|North|South|East|West|Central|Southeast|Northeast"
_REGION = re.compile(
    rf"\b(?:(?:{_SIDES}) (?:US|India|Europe|Asia)|(?:{_AREAS}) (?:{_SIDES})|US Gov \w+|Default Directory)\b"
    r"(?: <\*>)?(?: (?:EUAP|STG))?"
)
_AREA_WORDS = frozenset(re.findall(r"\w+", f"{_AREAS} {_SIDES} Default")) - {"New"}
_EDGE = ".,;:!?()[]{}\"'`"
_JOINT = re.compile(r"[=:,|()\[\]#;]+")
# Names of states are values: `is in Updating state`, `power state Stopped`.
_STATES = (
    "creating|updating|deleting|failed|succeeded|running|stopped|stopping|starting|deallocated|deallocating|canceled"
    "|cancelled|migrating|moving|attaching|detaching|pending|enabled|disabled|unknown"
)
_STATE = re.compile(rf"(?<![\w-])(?:{_STATES})( (?:provisioning )?stat(?:e|us))(?![\w-])")
_NEW_STATE = re.compile(rf"( state(?: of(?: \S+){{1,6}}?)? (?:from|to)) (?:{_STATES})(?![\w-])")
_TWICE = f"{VARIABLE} {VARIABLE}"
_FEWEST_WORDS = 2
_SENTENCE_WORDS, _SENTENCE_FUNCTION_WORDS = 6, 2
# How many words with slashes between them are words, `create/update`, and no path.
_MOST_BESIDE = 2
_LONGEST, _MOST_KEPT = 80, 200_000


class _Words(dict[str, str]):
    """What stands for each token, remembered."""

    def __missing__(self, token: str) -> str:
        kept = read_token(token)
        if len(self) < _MOST_KEPT:
            self[token] = kept
        return kept


_words = _Words({VARIABLE: VARIABLE})


def skeleton(signature: str) -> str:
    """Give the skeleton of the signature of an innermost message.

    >>> skeleton("The disk <*> (in use) isn't attached to VM web. See <help> for more.")
    "the disk <*> in use isn't attached to vm web"
    """
    text = signature[:MOST_READ]
    text = text if text.isascii() and "\r" not in text else text.translate(QUOTES)
    if HELP in text:
        text = without_pointers(text)
    text = without_free_text(text)
    if "'" in text or '"' in text or "`" in text:
        text = QUOTED.sub(_unquoted, text)
    if "{" in text or "[" in text:
        text = _without_brackets(text)
    tokens = text.split()
    if not _AREA_WORDS.isdisjoint(tokens):
        tokens = _REGION.sub(VARIABLE, " ".join(tokens)).split()
    key = " ".join(filter(None, map(_words.__getitem__, tokens)))
    while _TWICE in key:
        key = key.replace(_TWICE, VARIABLE)
    if " stat" in key:
        key = _NEW_STATE.sub(rf"\1 {VARIABLE}", _STATE.sub(rf"{VARIABLE}\1", key))
    return key or VARIABLE


def without_free_text(text: str) -> str:
    """Give a text without bullets, the output of other programs, and ids that only trace the request."""
    if "\n" in text:
        text = _BULLETS.sub(" <*>", text)
    if any(cue in text for cue in _CUES):
        text = _FREE.sub(r"\1 <*>", text)
    return _TAIL.sub("", text) if _ASSIGNED.search(text) else text


def without_pointers(text: str) -> str:
    """Give a text without sentences that only lead to documentation: they come and go between versions of a service."""
    text = _ASIDE.sub("", text)
    lines = _lines_without(text)
    if sum(len(line.split()) for line in lines) >= _FEWEST_WORDS:
        return "\n".join(lines)
    return _POINTER.sub("", text).replace(HELP, "")


def _lines_without(text: str) -> list[str]:
    """Give the lines of a text (bullets need them) without the sentences that hold a help link."""
    lines = (
        " ".join(sentence for sentence in _SENTENCE.split(line) if HELP not in sentence) if HELP in line else line
        for line in text.split("\n")
    )
    return [line for line in lines if line.strip()]


def _unquoted(quoted: re.Match[str]) -> str:
    """Give a sentence that is quoted after a colon without its quotes; whatever else is quoted is a value."""
    words = quoted[0][1:-1].split()
    before = quoted.string[: quoted.start()].rstrip()[-1:]
    if (
        before != ":"
        or len(words) < _SENTENCE_WORDS
        or sum(word.lower() in FUNCTION_WORDS for word in words) < _SENTENCE_FUNCTION_WORDS
    ):
        return " <*> "
    return f" {QUOTED.sub(' <*> ', quoted[0][1:-1])} "


def _without_brackets(text: str) -> str:
    for _ in range(6):
        text, count = _BRACKETS.subn(" <*> ", text)
        if not count:
            break
    return text


def read_token(token: str) -> str:
    """Give what stands for a token: a word, several, `<*>`, or nothing for mere punctuation."""
    bare = token.strip(_EDGE)
    if not bare:
        return VARIABLE if VARIABLE in token else ""
    if (word := _word(bare)) != VARIABLE:
        return word
    if bare.endswith("(s"):
        return _word(bare[:-2])
    if "/" in bare:
        parts = bare.lower().split("/")
        return bare.lower() if len(parts) <= _MOST_BESIDE and public_words().issuperset(parts) else VARIABLE
    if len(bare) < _LONGEST and _JOINT.search(bare):
        return " ".join(filter(None, (read_token(part) for part in _JOINT.split(bare))))
    return VARIABLE


def _word(bare: str) -> str:
    lower = bare.lower()
    words = public_words()
    if lower in words or (lower.endswith("'s") and lower[:-2] in words):
        return lower
    return VARIABLE
