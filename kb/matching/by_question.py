"""Entries found by what a question is about, when it names no code and quotes no message."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from kb.library import Known, Library
from kb.matching import confidence
from kb.text.areas import hinted, named
from kb.text.naming import is_elsewhere, names_azure
from kb.text.regions import find_regions
from kb.text.subjects import subjects

# Somebody wants something explained or mended; plain reports of what is planned or done do not.
_ASKS_OR_COMPLAINS = re.compile(
    r"(?i)\?|\b(?:why|how (?:do|can|to|long|come)|what|which|where|who|can i|is it|is there|any ?(?:one|body)|help"
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
    r"|^\s*(?:error|fatal|warning|gpupdate):|^\s*[\w.-]+:\s+(?:error|fatal|could not|permission denied|failed)"
    r"|^\s*(?:kernel|pod|az)\b.{0,40}:|^[EWIF]\d{4} \d\d:|\b\w+_\w+\.\w+:|\b0 (?:failed|errors)\b"
    r"|oomkilled|(?-i:Event ID \d)"
)
_ALL_IS_WELL = re.compile(
    r"(?i)(?<!never )(?<!not )\b(?:succeeded|successful(?:ly)?|approved|completed|cleared|announced|all good"
    r"|works (?:great|now|again)|no changes|done"
    r"|(?:is|status|health): ?(?:available|ok|running|registered|normal)|plan your|will be updated)\b"
)
# Somebody wants to know how something is done or what it is, and nothing went wrong.
_HOW_TO = re.compile(
    r"(?i)^\W*(?:(?:hi|hello|hey|so|please|team)\W+)*(?:how (?:do|can|to|many|much|should)|what (?:is|are|'s)|whats"
    r"|which|where|who|is there|can (?:you|we|someone)|please|difference|i want to)\b"
)
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
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Subject:
    """How much an entry is about what a question is about.

    Its score, the share of the question it covers, and the share of its code that the question says.
    """

    known: Known
    score: float
    covered: float
    coded: float = 0.0


def is_question(text: str) -> bool:
    """Say whether a text may be somebody's own words: it is short, and no program printed it."""
    return (
        " " in text.strip()
        and len(text) <= _LONGEST
        and len(text.split()) <= _MOST_WORDS
        and text.strip().count("\n") < _MOST_LINES
        and not _PRINTED.search(text)
    )


def asked(library: Library, text: str) -> confidence.Asked:
    """Give what a text says about itself as a question."""
    complains, trouble = bool(_ASKS_OR_COMPLAINS.search(text)), bool(_TROUBLE.search(text))
    return confidence.Asked(
        weight=sum(_weight(library, subject) for subject in subjects(_placeless(text))),
        complains=complains,
        names=names_azure(text),
        elsewhere=is_elsewhere(text),
        fine=bool(_ALL_IS_WELL.search(text)) and not (complains and trouble),
        how_to=bool(_HOW_TO.search(text)) and not trouble,
    )


def about(library: Library, text: str, *, most: int = 8) -> list[Subject]:
    """Give the entries that are about what a text is about, most so first."""
    text = _placeless(text)
    wanted = {
        subject: _weight(library, subject) * (1 + _SAID_AGAIN * (min(count, _MOST_SAID) - 1))
        for subject, count in subjects(text).items()
    }
    said = _Said(library, frozenset(wanted), hinted(text), named(text))
    ranked = map(said.ranked, _by_words(library, wanted, most=max(_LOOKED_AT, most)))
    return sorted(ranked, key=lambda one: (-one.score, one.known.layer, one.known.number))[:most]


def _placeless(text: str) -> str:
    for region in find_regions(text):
        text = text.replace(region, " ")
    return text


def _weight(library: Library, subject: str) -> float:
    """Give how much a subject tells. What no page knows tells less, and a number that none knows tells nothing."""
    if any(subject in pages.postings for pages in library.subjects):
        return library.subject_rarity(subject)
    return 0.0 if subject[-1:].isdigit() else _UNKNOWN * library.subject_rarity(subject)


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


@dataclass(frozen=True, slots=True)
class _Said:
    """What a question says, to be compared with single entries."""

    library: Library
    subjects: frozenset[str]
    hinted: frozenset[str]
    named: frozenset[str]

    def ranked(self, one: Subject) -> Subject:
        """Give an entry with all that speaks for and against it in its score; the unit is that of BM25.

        The weights were fitted (conditional logit) on the questions that entries hold, each left out in turn.
        """
        pages, number = self.library.subjects[one.known.layer], one.known.number
        coded = self._seen_of(pages.codes[number])
        score = (
            one.score
            + 17.0 * one.covered
            + 8.0 * coded
            + 14.0 * self._seen_of(pages.titles[number])
            + 25.0 * self._near(pages.asked[number])
            - 9.0 * (pages.folders[number] not in self.hinted | {""})
            - 15.0 * len(self.named.difference(pages.areas[number]))
        )
        return Subject(one.known, round(score, 4), round(one.covered, 4), round(coded, 4))

    def _near(self, questions: Sequence[Sequence[str]]) -> float:
        """Give how near the question is to the nearest of an entry's own: 0 for half the same words, 1 for the same."""
        return max(0.0, max(map(self._likeness, questions), default=0.0) - _HALF) / (1 - _HALF)

    def _likeness(self, question: Sequence[str]) -> float:
        weigh = self.library.subject_rarity
        same = sum(weigh(one) for one in question if one in self.subjects)
        return same / (sum(map(weigh, question)) + sum(map(weigh, self.subjects)) - same or 1.0)

    def _seen_of(self, head: Sequence[str]) -> float:
        """Give the share of a code or a title that the question says."""
        whole = sum(map(self.library.subject_rarity, head))
        return sum(self.library.subject_rarity(one) for one in head if one in self.subjects) / whole if whole else 0.0
