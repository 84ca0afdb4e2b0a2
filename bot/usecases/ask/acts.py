"""What a question says was done to a machine ("who restarted web-01?"), answered before all else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import tzinfo
from typing import Final

from bot.usecases.answers import Happening, History, Verdict

# What was done in the words of a question, and as names of operations and annotations have it.
_ACTS: Final[Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]] = {
    noun: (re.compile(rf"\b(?:{asked})", re.IGNORECASE), re.compile(named, re.IGNORECASE))
    for noun, asked, named in (
        ("restart", r"re-?start|re-?boot", r"restart|reboot"),
        ("redeployment", r"re-?deploy", r"redeploy"),
        ("reimage", r"re-?imag", r"reimage"),
        ("deletion", r"delet|remov", r"/delete(?:/action)?$"),
        ("deallocation", r"de-?allocat", r"deallocat"),
        (
            "stop",
            r"stop|shut|power(?:ed|ing)?\s?-?off|(?:turn|switch)\w*\s+(?:\S+\s+)?off",
            r"poweroff|deallocat|stopp|shut",
        ),
        ("start", r"start|power(?:ed)?\s?-?on\b|(?:turn|switch)\w*\s+(?:\S+\s+)?on\b|boot", r"/start/action$"),
        ("creation or resize", r"resiz|creat", r"virtualmachines/write$|virtualmachinescalesets/write$"),
    )
}
_DOWN: Final = frozenset({"restart", "stop"})  # what a machine that went down by itself did, too
_ASKS: Final = re.compile(r"\b(?:who|when|which)\b|^\W*(?:and\s+)?(?:did|was|were|has|have)\b", re.IGNORECASE)
_MOST: Final = 3


def act_first(question: str, answer: History, *, zone: tzinfo) -> History:
    """Give the answer with who did what the question's verb asks for, and when, before all else.

    The last three such happenings are told, the latest first; where none was seen, that is said, and nobody is held
    to have done it. A question without such a verb changes nothing.
    """
    found = next((noun for noun, (asked, _) in _ACTS.items() if asked.search(question)), None)
    if found is None or _ASKS.search(question) is None:
        return answer
    seen = [one for one in answer.timeline if _is(found, one)]
    said = [_sentence(one, zone) for one in reversed(seen[-_MOST:])]
    if len(seen) > _MOST:
        said.append(f"There were {len(seen)} in all; the timeline has the others.")
    if not seen:
        said = [f"I see no {found} of {answer.name} in this time."]
    by = seen[-1].by if seen else "unknown"
    return replace(answer, verdict=Verdict(by, (*said, *answer.verdict.why)))


def _is(noun: str, one: Happening) -> bool:
    return _ACTS[noun][1].search(one.name) is not None or (noun in _DOWN and one.outcome == "unavailable")


def _sentence(one: Happening, zone: tzinfo) -> str:
    time = one.time.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")
    what = f"{one.title or one.label} ({one.name})" if one.kind == "health" else f"{one.label}, {one.outcome}"
    by = one.who or one.by
    return f"{time}: {what}, by {by}." if by != "unknown" else f"{time}: {what}."
