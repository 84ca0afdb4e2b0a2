"""Ask anything in one sentence: it goes to the use case that it asks, and follow-ups keep what was talked about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from analysis.filters import NoFilterError, filter_of
from analysis.gaps import Gap
from analysis.window import Window
from bot.usecases.answers import (
    Explanation,
    Help,
    History,
    NeverSeen,
    NotReadable,
    Report,
    SeveralMachines,
    WhichMachine,
)
from bot.usecases.ask.acts import act_first
from bot.usecases.ask.names import machine_named, others_named
from bot.usecases.ask.routing import Question, question_of
from bot.usecases.explain import Explain
from bot.usecases.ports import Clock, Subject
from bot.usecases.times import Said, said_window, unclear_day
from bot.usecases.times.asked import last

if TYPE_CHECKING:
    from bot.usecases.history import TellHistory
    from bot.usecases.report import MakeReport

Answer = Explanation | History | Report | NeverSeen | SeveralMachines | NotReadable | WhichMachine | Help
_WORD = re.compile(r"[A-Za-z][\w/]{5,}")
_LEAST_CAPITALS = 2
_GROUP = re.compile(r"\b(?:in|for|of)\s+(?:the\s+)?(?:resource\s+group\s+|group\s+|rg\s+)?([A-Za-z]\w*-[\w.*-]*\w)")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, its answer, and what the next question may go on from."""

    question: Question
    answer: Answer
    subject: Subject | None


@dataclass(frozen=True, slots=True)
class Read:
    """What a sentence asks: about which machine and days, if it names any; `unclear_day` names a day that is none."""

    asks: Question
    machine: str | None
    said: Said | None
    unclear_day: str
    holds_code: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """The use case; call it with a sentence. `history` and `report` open the log only when a question needs it."""

    explain: Explain
    history: Callable[[], TellHistory]
    report: Callable[[], MakeReport]
    clock: Clock

    def __call__(self, text: str, *, zone: tzinfo = UTC, before: Subject | None = None) -> Asked:
        """Give the answer to a sentence in the asker's zone, after what was talked about before."""
        read = self.read(text, zone=zone, before=before)
        asks, machine, said, day = read.asks, read.machine, read.said, read.unclear_day
        if asks == "help":
            return Asked(asks, Help(), before)
        if asks != "explain" and day:
            return Asked(asks, NotReadable(_unclear(day)), before)
        if asks == "history":
            return self._tell(text, machine, said, zone, before)
        if asks == "report":
            return Asked(asks, self._report(text, zone, timed=said is not None), before)
        return Asked("explain", self.explain(text), before)

    def read(self, text: str, *, zone: tzinfo = UTC, before: Subject | None = None) -> Read:
        """Give what a sentence asks, without answering it."""
        follows = before is not None and before.resource is not None
        said = said_window(text, now=self.clock.now(), zone=zone, before=before.window if before else None)
        machine = machine_named(text, ignored=(said.start, said.end) if said else None)
        day = unclear_day(text, now=self.clock.now(), zone=zone)
        timed = said is not None or day != ""
        code = self._holds_code(text)
        asks = question_of(text, machine=machine, timed=timed, code=code, follows=follows)
        return Read(asks, machine, said, day, holds_code=code)

    def _report(self, text: str, zone: tzinfo, *, timed: bool) -> Answer:
        def window(now: datetime) -> Window:
            found = said_window(text, now=now, zone=zone)
            return found.window if found is not None else last()(now)

        try:
            filters = [filter_of(word.strip(",;?")) for word in text.split() if "=" in word]
            filters += [filter_of(f"rg={group}") for group in _GROUP.findall(text)]
        except NoFilterError as error:
            return NotReadable(str(error))
        return self.report()(window if timed else None, zone=zone, filters=filters)

    def _tell(self, text: str, machine: str | None, said: Said | None, zone: tzinfo, before: Subject | None) -> Asked:
        name = machine or (before.resource if before else None)
        if name is None:
            return Asked("history", WhichMachine(), before)
        tell = self.history()
        kept = before.window if before is not None and said is None else None

        def window(now: datetime) -> Window:
            if kept is not None:
                return kept
            found = said_window(text, now=now, zone=zone, before=before.window if before else None)
            return found.window if found is not None else last()(now)

        answer = tell(name, window, zone=zone)
        if not isinstance(answer, History):
            return Asked("history", answer, before)
        subject = Subject(answer.name, answer.resource, answer.window)
        return Asked("history", _whole(text, machine, act_first(text, answer, zone=zone)), subject)

    def _holds_code(self, text: str) -> bool:
        """Tell whether a word of the text is a code of the knowledge base and cannot be an ordinary word."""
        words = _WORD.findall(text)
        return any(self.explain.library.knows(word) for word in words if _is_distinct(word))


def _unclear(time: str) -> str:
    if ":" in time:
        return f"“{time}” names no time of day that I know; write it as 14:00."
    return f"“{time}” names no day that I know; write it as 2026-11-12."


def _whole(text: str, machine: str | None, answer: History) -> History:
    """Give the answer with the machines that the question names beside the one it is about."""
    others = others_named(text, machine) if machine else ()
    if not others:
        return answer
    said = f"You also named {' and '.join(others)}: this is about {answer.name} alone, so ask about one at a time."
    return replace(answer, gaps=(Gap("partial", said), *answer.gaps))


def _is_distinct(word: str) -> bool:
    return sum(letter.isupper() for letter in word) >= _LEAST_CAPITALS or "_" in word or any(map(str.isdigit, word))
