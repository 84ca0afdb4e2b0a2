"""Which of the three questions a sentence asks."""

from __future__ import annotations

import re
from typing import Final, Literal

Question = Literal["explain", "history", "report", "help"]

_GREETS: Final = frozenset({"", "hi", "hello", "help", "hey", "thanks", "thank you", "test", "?", "what can you do"})
_LONGEST_QUESTION: Final = 300
_MOST_LINES: Final = 2
_PASTED: Final = re.compile(
    r"[{}]|\bcode\"?\s*[:=]|\bmessage\"?\s*:|\berror:|\bexception\b|status\s*code|\(\w+\)\s+\w+.*:|^\s*[│╷╵]",
    re.IGNORECASE,
)
_REPORT: Final = re.compile(
    r"\bwhat\s+(?:\w+\s+)?(?:fail(?:s|ed|ing)?|breaks?|broke)\s+(?:\w+\s+)?(?:every|each|most|last|this|again|weekly|often|daily)\b"
    r"|\bwhat\s+(?:keeps?|is|are)\s+(?:on\s+)?(?:failing|breaking)\b"
    r"|\b(?:weekly|daily|failure|this\s+week'?s|last\s+week'?s)\s+(?:report|summary|digest)\b|^\s*report\b"
    r"|\b(?:recurring|frequent|top|common|regular)\s+(?:\w+\s+)?(?:failures?|errors?|problems?)\b"
    r"|\b(?:failures?|errors?)\s+(?:of|in|from|for)?\s*(?:the\s+)?(?:last|this|past)\s+(?:week|month|\d+\s+days)\b"
    r"|\bhow\s+many\s+(?:failures|errors|operations)\b|\bwhat(?:'s|\s+is)\s+new\s+this\s+week\b",
    re.IGNORECASE,
)
_FAILED: Final = re.compile(
    r"\b(?:what|which|anything|how\s+many|failures?|errors?)\b.{0,30}\b(?:fail(?:ed|s|ing)?|failures?|errors?)\b"
)
_FILTER: Final = re.compile(r"\b(?:subscription|sub|rg|group|tag|region|location|type|code)=\S+", re.IGNORECASE)
_HISTORY: Final = re.compile(
    r"\bwhat(?:\s+\w+)?\s+happen(?:ed|ing|s)\b|\bwhat(?:'s|\s+is|\s+was|s)?\s+(?:been\s+)?(?:going\s+on|wrong|up)\b"
    r"|\bwhat\s+went\s+wrong\b|\b(?:history|timeline)\b|\bwho\s+(?:\w+\s+)?(?:\w+ed|\w+t|broke|did)\b"
    r"|\bis\s+it\s+(?:azure|us)\b|\bwhen\s+(?:did|was)\b"
    r"|\bwhy\s+(?:did|was|is|has|were|had|does|isn't|wasn't)\b.*\b(?:restart|reboot|stop|shut|down|crash|unavailable"
    r"|offline|gone|delete|dealloc|evict|move|migrat|slow|freez|froze|die|dead|fail|redeploy|unreachable|start)\w*"
    r"|\bdid\s+(?:some(?:one|body)|any(?:one|body)|azure|the\s+platform)\b"
    r"|\b(?:is|was|are)\s+\S+\s+(?:down|up|ok|okay|healthy|running|alive|affected|unavailable)\b"
    r"|\b(?:was|were|got|been)\s+(?:\w+\s+)?(?:reimag|stopp|restart|reboot|delet|dealloc|evict|redeploy|resiz|shut|start)\w*"
    r"|\bhow(?:'s|\s+is)\b.*\bdoing\b",
    re.IGNORECASE,
)
_MORE: Final = re.compile(
    r"^\s*(?:and|what\s+about|how\s+about|also|same|now|then|ok|the\s+(?:day|week|hour|month)\s+(?:before|after)"
    r"|the\s+(?:previous|next)|since|yesterday|today|last|on|at|between|from|in\s+the)\b",
    re.IGNORECASE,
)
_LONGEST_MORE: Final = 12


def question_of(text: str, *, machine: str | None, timed: bool, code: bool, follows: bool) -> Question:
    """Give the question of a text.

    `machine` is the name it holds, `timed` whether it names a time, `code` whether it holds a code of the knowledge
    base, and `follows` whether a history was talked about before. What looks pasted is explained whatever it names.
    """
    words = text.strip().lower().rstrip("!?. ")
    if words in _GREETS:
        return "help"
    if _looks_pasted(_FILTER.sub("", text)):
        return "explain"
    if _asks_report(text, timed=timed) and not (machine and _HISTORY.search(text)):
        return "report"
    return "history" if _asks_history(text, machine=machine, timed=timed, code=code, follows=follows) else "explain"


def is_quoted(text: str) -> bool:
    """Say whether a text holds what a program printed, not only what a person says."""
    return "```" in text or _PASTED.search(text) is not None


def _asks_report(text: str, *, timed: bool) -> bool:
    return _REPORT.search(text) is not None or (timed and _FAILED.search(text) is not None)


def _asks_history(text: str, *, machine: str | None, timed: bool, code: bool, follows: bool) -> bool:
    if _HISTORY.search(text) and (machine or follows):
        return not code or timed
    words = text.strip().lower().rstrip("!?. ")
    if code or len(words.split()) > _LONGEST_MORE:
        return False
    if follows and _MORE.match(text) and (machine or timed):
        return True
    if machine:
        return timed or words == machine.lower() or machine.startswith("/")
    return words.startswith("what happened")


def _looks_pasted(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > _MOST_LINES or len(text) > _LONGEST_QUESTION or _PASTED.search(text) is not None
