"""What each entry is about, weighed for questions: BM25 with fields (Robertson and Zaragoza, 2009).

A word in a code or a title says more than one in a fix step; a word said twice says more, but not twice as much; a long
page says a little of everything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kb.entry import Entry
from kb.index import About
from kb.text.areas import is_area, named
from kb.text.subjects import pairs, subjects

# Both were chosen, as the weights of the fields below, on the questions that entries hold, each left out in turn.
_SATURATION, _LENGTH_MATTERS = 2.5, 0.6
_HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_MOST_EXAMPLE = 400


def about(entries: Sequence[Entry]) -> About:
    """Give what entries are about; they are numbered as they stand."""
    folders = [entry.id.partition("/")[0] for entry in entries]
    return About(
        postings=_postings(entries),
        pairs=_pairs(entries),
        codes=[list(subjects(_spaced(entry.codes[:3]))) for entry in entries],
        titles=[list(subjects(entry.title)) for entry in entries],
        asked=[[sorted(subjects(one.text)) for one in entry.examples if one.asked] for entry in entries],
        folders=[folder if is_area(folder) else "" for folder in folders],
        areas=[sorted(named(" ".join(text for _, text in _fields(entry)))) for entry in entries],
    )


def _postings(entries: Sequence[Entry]) -> dict[str, list[tuple[int, float]]]:
    counts = [_weighed(entry) for entry in entries]
    mean = sum(sum(one.values()) for one in counts) / max(1, len(counts))
    postings: dict[str, list[tuple[int, float]]] = {}
    for number, count in enumerate(counts):
        length = 1 - _LENGTH_MATTERS + _LENGTH_MATTERS * sum(count.values()) / (mean or 1)
        for subject, weight in count.items():
            share = weight * (_SATURATION + 1) / (weight + _SATURATION * length)
            postings.setdefault(subject, []).append((number, round(share, 3)))
    return postings


def _pairs(entries: Sequence[Entry]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        asked = (one.text for one in entry.examples if one.asked)
        texts = (*map(_parts, entry.codes[:3]), entry.title, entry.meaning, *asked)
        for pair in sorted({pair for text in texts for pair in pairs(text)}):
            found.setdefault(pair, []).append(number)
    return found


def _weighed(entry: Entry) -> dict[str, float]:
    weighed: defaultdict[str, float] = defaultdict(float)
    for weight, text in _fields(entry):
        for subject, count in subjects(text).items():
            weighed[subject] += weight * count
    return weighed


def _fields(entry: Entry) -> Iterator[tuple[float, str]]:
    yield 4.0, _spaced(entry.codes[:3])
    yield 4.0, entry.title
    yield 1.5, entry.id.partition("/")[0].replace("-", " ")
    yield 1.5, entry.meaning
    yield 1.2, " ".join(entry.causes)
    yield 0.5, " ".join(step.text for step in (*entry.fixes, *entry.prevent))
    yield 0.5, entry.tip
    yield 1.5, " ".join(one.text for one in entry.examples if one.asked)
    messages = [one.text[:_MOST_EXAMPLE] for one in entry.examples if not (one.constructed or one.asked)]
    yield 1.0, " ".join(messages)


def _spaced(codes: Iterable[str]) -> str:
    return " ".join(map(_parts, codes))


def _parts(code: str) -> str:
    return " ".join(_HUMP.findall(code))
