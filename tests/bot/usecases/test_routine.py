"""Routine is folded, and what matters is kept when room is short."""

from dataclasses import replace
from datetime import timedelta

from bot.usecases.routine import folded, gathered, worth_most
from tests.bot.slack.samples import happening

BACKUP = happening(label="Back up", by="automation", who="backup")


def test_what_an_automation_does_thrice_is_routine() -> None:
    """Twice is not, and a person's work never is."""
    start = happening()
    assert ((start,), (("Back up", 3),)) == folded([BACKUP, start, BACKUP, BACKUP])
    assert (BACKUP, BACKUP) == folded([BACKUP, BACKUP])[0]
    assert 4 == len(folded([start] * 4)[0])


def test_one_failure_makes_all_of_it_worth_telling() -> None:
    """Then it is seen when it began to fail."""
    assert 4 == len(folded([BACKUP, BACKUP, BACKUP, replace(BACKUP, outcome="failed")])[0])


def test_failures_and_people_come_before_what_is_late() -> None:
    """The order of time stays."""
    lines = [
        happening(label=str(number), by="automation", time=BACKUP.time + timedelta(hours=number)) for number in range(5)
    ]
    failed, person = replace(lines[0], outcome="failed"), replace(lines[1], by="person")
    assert (failed, person, lines[4]) == worth_most([failed, person, *lines[2:]], 3)


def test_what_fails_alike_is_one_line() -> None:
    """The last time stands for all, with how often and since when; what differs stays apart, and what people did."""
    failed = [replace(BACKUP, outcome="failed", code="X", time=BACKUP.time + timedelta(days=day)) for day in range(3)]
    other = replace(BACKUP, outcome="failed", code="Y")
    assert ((other, 1, other), (failed[2], 3, failed[0])) == gathered([failed[0], other, *failed[1:]])
    assert 1 == len(gathered([replace(BACKUP, name=str(number)) for number in range(3)]))
    assert 3 == len(gathered([happening()] * 3))
    assert 3 == len(gathered([happening(kind="health", outcome="available", by="automation")] * 3))
