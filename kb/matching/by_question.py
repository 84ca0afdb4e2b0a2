"""Entries found by what a question is about, when it names no code and quotes no message."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest

from kb.library import Known, Library
from kb.matching.confidence import Asked, Subject
from kb.matching.damage import HUMP
from kb.matching.spelling import spelt
from kb.text.areas import hinted, named
from kb.text.naming import is_elsewhere, names_azure
from kb.text.regions import find_regions
from kb.text.subjects import pairs, subjects

# Somebody wants something explained or mended; plain reports of what is planned or done do not.
_ASKS_OR_COMPLAINS = re.compile(
    r"(?i)\?|\b(?:why|how (?:do|can|to|long|come)|what|which|where|who|can i|am i|is it|is there"
    r"|retr(?:y|ied|iable)\w*|any ?(?:one|body)|help"
    r"|explain|mean|fail\w*|error\w*|stuck|hang\w*|cannot|can not|not (?:able|possible|allowed|supported|found|\w+ing)"
    r"|\w+n't|cant|wont|doesnt|isnt|refus\w*|reject\w*|den(?:y|ied|ies)|block\w*|broken|unable|time[sd]? out"
    r"|timeout|crash\w*|keeps? \w+|never|no longer|429s?|409|403|404|problem|issue|stopped|dies|died|says|told"
    r"|tells|complain\w*|expired?|limit reached|hit (?:the|a|our) \w+|too (?:small|many|old|big|long|few|large|low)"
    r"|locked|lacks|conflict\w*|clash\w*|in use|wants|gone|vanished|disappeared|without|invalid|throttl\w*"
    r"|overlap\w*|missing|kills?|killed|lost|wrong|may not|ran out|out of|unexpected\w*|by itself|suddenly|slow"
    r"|exceed\w*|malformed|unsupported|forb\w+|not \w+ed|no (?:quota|capacity|room|space|access))\b"
)
# What a program prints is no question, whatever words are in it.
_PRINTED = re.compile(
    r"(?i)\b\w+(?:\.\w+)+(?:error|exception)\b|(?-i:\b[A-Z][a-z]\w*(?:Error|Exception): )"
    r"|^\s*at \w+|traceback"
    r"|##\[|\w\(\w*[=,]|[{}]|-{5,}|\bwhat-if:|^\s*\w+/[\w-]+ "
    r"|^\s*(?:error|fatal|warning|gpupdate|(?-i:[EW])):"
    r"|^\s*[\w.-]+:\s+(?:error|fatal|could not|permission denied|failed)"
    r"|^\s*(?:kernel|pod|az)\b.{0,40}:|^[EWIF]\d{4} \d\d:|\b\w+_\w+\.\w+:|\b0 (?:failed|errors)\b"
    r"|oomkilled|(?-i:Event ID \d)"
)
_ALL_IS_WELL = re.compile(
    r"(?i)(?<!never )(?<!not )\b(?:succeeded|successful(?:ly)?|approved|granted|resolved|completed|cleared|announced"
    r"|all good"
    r"|works (?:great|now|again)|no changes|done"
    r"|(?:is|status|health): ?(?:available|ok|running|registered|normal)|plan your|will be updated)\b"
)
# Somebody wants to know how something is done or what it is, and nothing went wrong.
_HOW_TO = re.compile(
    r"(?i)^\W*(?:(?:hi|hello|hey|so|please|team)\W+)*(?:how (?:do|can|to|many|much|should)|what(?: is| are|'?s)"
    r"|which|where|who(?! (?:keeps|stop|(?:re)?start|reboot|redeploy|resiz|dealloc|mov|delet|kill|turn|shut)\w*)"
    r"|is there|can (?:you|we|someone)|please|difference|i want to"
    r"|is (?:azure|entra|the portal) (?:down|up|ok)|(?:does|has|did|is) (?:any|some)(?:one|body)|do you)\b"
)
# Who names a limit may have no trouble with it.
_LOOKS_UP = re.compile(r"(?i)^\W*where (?:can|do|could) (?:i|we|you|one) (?:see|find|check|look|read|get)\b")
_LOOKED_UP = re.compile(r"(?i)\b(?:quotas?|limits?)\b")
_TROUBLE = re.compile(
    r"(?i)\b(?:fail\w*|error\w*|stuck|hang\w*|cannot|can ?not|cant|wont|\w+n't|refus\w*|reject\w*|denied|block\w*"
    r"|broken|unable|time[sd]? ?out\w*|crash\w*|not \w+|invalid|lock(?:ed|s)|exceed\w*|quota|limit\w*|says"
    r"|throttl\w*|missing|expired|conflict|already|deleted|evict\w*|preempt\w*|disallow\w*|full|restart\w*|reboot\w*|mean|retryable"
    r"|exit (?:code|status)|4\d\d)\b"
)
_MOST_LINES, _LONGEST = 6, 2_000
_MOST_WORDS = 90
# What is said twice is meant a little more.
_SAID_AGAIN, _MOST_SAID = 0.3, 3
# So many entries with the best words are looked at closely.
_LOOKED_AT = 40
_UNKNOWN = 0.6
# So many digits are a code where a page lists them.
_NUMBER = re.compile(r"(?<![\w.-])\d{5,9}(?![\w-]|\.\d)")
_WORDS = re.compile(r"[a-z]+|\d+")
_MOST_SPELT = 3
_HALF = 0.5


def is_question(text: str) -> bool:
    """Say whether a text may be somebody's own words: it is short, and no program printed it."""
    return (
        " " in text.strip()
        and len(text) <= _LONGEST
        and len(text.split()) <= _MOST_WORDS
        and text.strip().count("\n") < _MOST_LINES
        and not _PRINTED.search(text)
    )


def asked(library: Library, text: str) -> Asked:
    """Give what a text says about itself as a question."""
    complains = bool(_ASKS_OR_COMPLAINS.search(text))
    numbered = complains and any(map(library.knows, _NUMBER.findall(text)))
    return Asked(
        complains=complains,
        names=numbered or names_azure(text),
        elsewhere=is_elsewhere(text),
        fine=bool(_ALL_IS_WELL.search(text)) and not (complains and _TROUBLE.search(_LOOKED_UP.sub(" ", text))),
        how_to=not numbered and _is_how_to(text),
    )


def _is_how_to(text: str) -> bool:
    if _LOOKS_UP.search(text):
        return not _TROUBLE.search(_LOOKED_UP.sub(" ", text))
    return bool(_HOW_TO.search(text)) and not _TROUBLE.search(text)


def about(library: Library, text: str, *, most: int = 8) -> list[Subject]:
    """Give the entries that are about what a text is about, most so first."""
    text = _meant(library, text)
    wanted = {
        subject: _weight(library, subject) * (1 + _SAID_AGAIN * (min(count, _MOST_SAID) - 1))
        for subject, count in subjects(text).items()
    }
    words = f" {' '.join(_WORDS.findall(text.lower()))} "
    joined = _joined(library, pairs(text))
    said = _Said(library, frozenset(wanted), hinted(text), named(text), words, joined)
    ranked = map(said.ranked, _by_words(library, wanted, most=max(_LOOKED_AT, most)))
    return sorted(ranked, key=lambda one: (-one.score, one.known.layer, one.known.number))[:most]


def _meant(library: Library, text: str) -> str:
    """Give a question without the regions it names, and with misspelt words put right."""
    for region in find_regions(text):
        text = text.replace(region, " ")
    return spelt(library, text)


def _weight(library: Library, subject: str) -> float:
    """Give how much a subject tells. What no page knows tells less, and a number that none knows tells nothing."""
    if any(subject in pages.postings for pages in library.subjects):
        return library.subject_rarity(subject)
    return 0.0 if subject[-1:].isdigit() else _UNKNOWN * library.subject_rarity(subject)


def _joined(library: Library, wanted: Iterable[str]) -> dict[Known, float]:
    """Give how much the pairs of words that a question shares with each entry tell."""
    found: defaultdict[Known, float] = defaultdict(float)
    total = sum(len(index.ids) for index in library.layers)
    for pair in sorted(wanted):
        having = [
            Known(layer, number) for layer, pages in enumerate(library.subjects) for number in pages.pairs.get(pair, ())
        ]
        rarity = math.log(1 + (total - len(having) + 0.5) / (len(having) + 0.5))
        for known in having:
            found[known] += rarity
    return found


def _by_words(library: Library, wanted: Mapping[str, float], *, most: int) -> list[Subject]:
    whole = sum(wanted.values()) or 1.0
    found: list[Subject] = []
    for layer, index in enumerate(library.subjects):
        scores: defaultdict[int, float] = defaultdict(float)
        covered: defaultdict[int, float] = defaultdict(float)
        for subject, rarity in wanted.items():
            for number, share in index.postings.get(subject, ()):
                scores[number] += rarity * share
                covered[number] += rarity
        best = nlargest(most + len(library.hidden), scores, key=scores.__getitem__)
        found += [Subject(Known(layer, one), scores[one], covered[one] / whole) for one in best]
    shown = [one for one in found if one.known not in library.hidden]
    return sorted(shown, key=lambda one: (-one.score, one.known.layer, one.known.number))[:most]


@lru_cache(maxsize=16384)
def _phrase(code: str) -> str:
    """Give a code as words between blanks; one that is a single word is no phrase, and is found in no text."""
    parts = HUMP.findall(code)
    return f" {' '.join(parts).lower()} " if len(parts) > 1 else "\0"


@dataclass(frozen=True, slots=True)
class _Said:
    """What a question says, to be compared with single entries."""

    library: Library
    subjects: frozenset[str]
    hinted: frozenset[str]
    named: frozenset[str]
    words: str
    joined: Mapping[Known, float]

    def ranked(self, one: Subject) -> Subject:
        """Give an entry with all that speaks for and against it in its score; the unit is that of BM25.

        The weights were fitted (conditional logit) on the questions marked `tune` in tests/data and, counted a fifth,
        on those that entries hold, each left out in turn.
        """
        pages, number = self.library.subjects[one.known.layer], one.known.number
        coded, near = self._seen_of(pages.codes[number]), self._near(pages.asked[number])
        score = (
            one.score
            + 0.87 * self.joined.get(one.known, 0.0)
            + 17.7 * one.covered
            + 11.4 * coded
            + 12.0 * self._seen_of(pages.titles[number])
            + 16.0 * near
            + 4.0 * self._spelt_out(one.known)
            - 6.3 * (pages.folders[number] not in self.hinted | {""})
            - 12.8 * len(self.named.difference(pages.areas[number]))
        )
        return Subject(one.known, round(score, 4), round(one.covered, 4), round(coded, 4), round(near, 4))

    def _spelt_out(self, known: Known) -> int:
        """Give how many words a code has that the question says word for word, up to three: `quota exceeded`."""
        phrases = (_phrase(code) for code in self.library.codes_of(known))
        return max((min(_MOST_SPELT, phrase.count(" ") - 1) for phrase in phrases if phrase in self.words), default=0)

    def _near(self, questions: Sequence[Sequence[str]]) -> float:
        """Give how near the question is to the nearest of an entry's own."""
        return max(0.0, max(map(self._likeness, questions), default=0.0) - _HALF) / (1 - _HALF)

    def _likeness(self, question: Sequence[str]) -> float:
        weigh = self.library.subject_rarity
        same = sum(weigh(one) for one in question if one in self.subjects)
        return same / (sum(map(weigh, question)) + sum(map(weigh, self.subjects)) - same or 1.0)

    def _seen_of(self, head: Sequence[str]) -> float:
        """Give the share of a code or a title that the question says."""
        whole = sum(map(self.library.subject_rarity, head))
        return sum(self.library.subject_rarity(one) for one in head if one in self.subjects) / whole if whole else 0.0
