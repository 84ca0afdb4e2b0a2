from datetime import UTC, datetime, timedelta

import pytest

from analysis.window import Window
from bot.usecases.answers import Happening, History, Verdict
from bot.usecases.ask.acts import act_first

NOON = datetime(2026, 11, 12, 12, tzinfo=UTC)
COMPUTE = "Microsoft.Compute/virtualMachines"


def happening(
    name: str, hours: int, *, outcome: str = "succeeded", kind: str = "operation", by: str = "person"
) -> Happening:
    """Give a line of a timeline."""
    return Happening(
        time=NOON + timedelta(hours=hours),
        end=None,
        kind=kind,  # type: ignore[arg-type] # one of the kinds
        name=name,
        label=name.rsplit("/", maxsplit=2)[-2] if "/" in name else name,
        outcome=outcome,
        code="",
        message="",
        entry="",
        title="The host crashed" if kind == "health" else "",
        by=by,  # type: ignore[arg-type] # one of the six
        who="ops@contoso.example" if kind == "operation" else "",
        resource="",
        correlation_id="",
        attempts=1,
        folded=0,
    )


def history(*timeline: Happening) -> History:
    """Give a history with this timeline, of which the platform is held to be the cause."""
    window = Window(NOON, NOON + timedelta(days=1))
    return History("/vm", "web-01", window, Verdict("platform", ("The host crashed.",)), timeline, (), (), "log", "1")


RESTART = happening(f"{COMPUTE}/restart/action", 1)
START = happening(f"{COMPUTE}/start/action", 2)
CRASH = happening("VirtualMachineHostCrashed", 3, outcome="unavailable", kind="health", by="platform")


@pytest.mark.parametrize(
    ("question", "by", "first"),
    [
        ("who started web-01?", "person", "2026-11-12 14:00 UTC: start, succeeded, by ops@contoso.example."),
        ("did somebody start web-01", "person", "2026-11-12 14:00 UTC: start, succeeded, by ops@contoso.example."),
        ("when was web-01 switched on?", "person", "2026-11-12 14:00 UTC: start, succeeded, by ops@contoso.example."),
        (
            "who stopped it",
            "platform",
            "2026-11-12 15:00 UTC: The host crashed (VirtualMachineHostCrashed), by platform.",
        ),
        ("who deleted web-01?", "unknown", "I see no deletion of web-01 in this time."),
        ("was web-01 deallocated?", "unknown", "I see no deallocation of web-01 in this time."),
    ],
)
def test_the_act_that_was_asked_for_comes_first(question: str, by: str, first: str) -> None:
    """Who did what the verb says, or that nobody was seen to, comes before what else happened."""
    answer = act_first(question, history(RESTART, START, CRASH), zone=UTC)
    assert (by, first, "The host crashed.") == (answer.verdict.by, answer.verdict.why[0], answer.verdict.why[-1])


@pytest.mark.parametrize("question", ["what happened to web-01?", "why did web-01 restart?", "web-01 yesterday"])
def test_other_questions_are_answered_as_ever(question: str) -> None:
    """A question for a cause, or without a verb, keeps its verdict."""
    told = history(RESTART, START, CRASH)
    assert told == act_first(question, told, zone=UTC)


def test_many_are_counted() -> None:
    """The last three are told, the latest first, and how many there were."""
    restarts = [happening(f"{COMPUTE}/restart/action", hours) for hours in range(5)]
    why = act_first("who restarted web-01?", history(*restarts), zone=UTC).verdict.why
    assert ["2026-11-12 16:00", "2026-11-12 15:00", "2026-11-12 14:00"] == [one[:16] for one in why[:3]]
    assert "There were 5 in all; the timeline has the others." == why[3]
