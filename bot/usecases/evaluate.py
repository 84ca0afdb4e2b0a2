"""How right the answers are on labelled pastes: what `aztriage eval` prints.

A match counts only if its entry has fix steps. An item's gold is its first code; `acceptable` codes are right as well.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from bot.usecases.answers import ExplainedMatch, Explanation

_BINS = 10


@dataclass(frozen=True, slots=True)
class LabelledPaste:
    """A paste with what is right: `codes` most specific first, empty if nothing is to be explained."""

    id: str
    text: str
    codes: tuple[str, ...]
    acceptable: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one paste got: whether the first and one of the first three are right, and how sure the first was."""

    paste: LabelledPaste
    answer: str
    top1: bool
    top3: bool
    unlisted: bool
    confidence: float | None
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of one group of pastes, from 0 to 1; None where there is nothing to share.

    `or_unlisted` counts what is top-1 right or, without a match, named as a code without a page.
    """

    name: str
    with_gold: int
    top1: float | None
    top3: float | None
    or_unlisted: float | None
    abstained: float | None
    without_gold: int
    false_alarms: float | None


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar of the reliability diagram: the matches with a confidence from `low` to `high`."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures. `calibration_error` is the expected calibration error over ten bins (Naeini et al., 2015)."""

    groups: tuple[Shares, ...]
    macro_f1: float | None
    calibration_error: float | None
    bins: tuple[Bin, ...]
    median_ms: float
    p95_ms: float
    misses: tuple[Verdict, ...]


def evaluate(pastes: Sequence[LabelledPaste], explain: Callable[[str], Explanation]) -> Evaluation:
    """Ask every paste and give the figures; raises ValueError if there is none."""
    if not pastes:
        raise ValueError("there are no pastes to evaluate")
    verdicts = [_verdict(paste, explain(paste.text)) for paste in pastes]
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for one in verdicts:
        for name in ("all", _style(one.paste), *([one.paste.kind] if one.paste.kind != _style(one.paste) else [])):
            groups[name].append(one)
    times = sorted(one.milliseconds for one in verdicts)
    bins = _bins(verdicts)
    return Evaluation(
        groups=tuple(_shares(name, group) for name, group in groups.items()),
        macro_f1=_macro_f1(verdicts),
        calibration_error=_calibration_error(bins),
        bins=bins,
        median_ms=median(times),
        p95_ms=times[min(len(times) - 1, math.ceil(len(times) * 0.95) - 1)],
        misses=tuple(one for one in verdicts if _is_miss(one)),
    )


def _verdict(paste: LabelledPaste, answer: Explanation) -> Verdict:
    codes = [match.code.lower() for match in answer.matches if _counts(match)]
    gold = {code.lower() for code in (*paste.codes[:1], *paste.acceptable)}
    return Verdict(
        paste=paste,
        answer=answer.matches[0].code if codes else "",
        top1=bool(paste.codes) and bool(codes) and codes[0] in gold,
        top3=bool(paste.codes) and any(code in gold for code in codes[:3]),
        unlisted=not codes and any(code.lower() in gold for code in answer.unlisted),
        confidence=answer.matches[0].confidence if codes else None,
        milliseconds=answer.elapsed_ms,
    )


def _counts(match: ExplainedMatch) -> bool:
    return bool(match.entry) and bool(match.fixes)


def _style(paste: LabelledPaste) -> str:
    if not paste.codes:
        return "nothing to explain"
    return {"prose_no_code": "no code in text", "question": "question"}.get(paste.kind, "code in text")


def _is_miss(one: Verdict) -> bool:
    return not one.top1 if one.paste.codes else bool(one.answer)


def _shares(name: str, group: Sequence[Verdict]) -> Shares:
    gold = [one for one in group if one.paste.codes]
    none = [one for one in group if not one.paste.codes]
    return Shares(
        name=name,
        with_gold=len(gold),
        top1=_share([one.top1 for one in gold]),
        top3=_share([one.top3 for one in gold]),
        or_unlisted=_share([one.top1 or one.unlisted for one in gold]),
        abstained=_share([not one.answer for one in gold]),
        without_gold=len(none),
        false_alarms=_share([bool(one.answer) for one in none]),
    )


def _share(hits: Sequence[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None


def _macro_f1(verdicts: Sequence[Verdict]) -> float | None:
    """Give the mean over codes of the harmonic mean of precision and recall; an acceptable answer is the code."""
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for one in verdicts:
        gold = one.paste.codes[0].lower() if one.paste.codes else ""
        answer = gold if one.top1 else one.answer.lower()
        wanted[gold] += 1
        given[answer] += 1
        right[gold] += one.top1
    codes = [code for code in wanted if code]
    scores = [2 * right[code] / (given[code] + wanted[code]) for code in codes]
    return sum(scores) / len(scores) if scores else None


def _bins(verdicts: Sequence[Verdict]) -> tuple[Bin, ...]:
    made = []
    for at in range(_BINS):
        low, high = at / _BINS, (at + 1) / _BINS
        inside = [one for one in verdicts if one.confidence is not None and _in(one.confidence, low, high)]
        if inside:
            sure = sum(one.confidence or 0.0 for one in inside) / len(inside)
            made.append(Bin(low, high, len(inside), sure, sum(one.top1 for one in inside) / len(inside)))
    return tuple(made)


def _in(confidence: float, low: float, high: float) -> bool:
    return low <= confidence < high or (high == 1.0 == confidence)


def _calibration_error(bins: Sequence[Bin]) -> float | None:
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.confidence - one.right) for one in bins) / total if total else None
