import hashlib
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import orjson
import pytest

from analysis.sources.sample.period import Period
from analysis.sources.sample.story import Story, truth
from analysis.sources.sample.writing.export import record

ROOT = Path(__file__).parents[4]
WEEK = Story(Period(weeks=1))
DIGEST = """
import hashlib, orjson
from analysis.sources.sample.period import Period
from analysis.sources.sample.story import Story, truth
from analysis.sources.sample.writing.export import record
story = Story(Period(weeks=1))
rows = [record(row) for row in story.rows()]
print(hashlib.sha256(orjson.dumps([rows, truth(story)])).hexdigest())
"""


def digest(story: Story) -> str:
    """Give the digest of a story's rows and truth."""
    return hashlib.sha256(orjson.dumps([[record(row) for row in story.rows()], truth(story)])).hexdigest()


@pytest.mark.parametrize("hashes", ["0", "4711"])
def test_the_same_seed_gives_the_same_bytes(hashes: str) -> None:
    """Another process, with another seed of Python's own hashes, writes the same rows and the same truth."""
    command = [sys.executable, "-c", DIGEST]
    result = subprocess.run(
        command, cwd=ROOT, env={"PYTHONHASHSEED": hashes}, capture_output=True, text=True, check=True
    )
    assert digest(WEEK) == result.stdout.strip()


def test_another_seed_gives_another_sample() -> None:
    """The seed changes the rows."""
    assert digest(WEEK) != digest(Story(Period(weeks=1, seed=2)))


def test_rows_are_in_order_and_in_the_period() -> None:
    """Rows come oldest first and none lies outside the period."""
    times = [row.time for row in WEEK.rows()]
    assert sorted(times) == times
    assert WEEK.period.start <= times[0] < times[-1] < WEEK.period.until


def test_a_week_is_the_same_in_a_longer_sample() -> None:
    """The last week has the same rows of normal life, however many weeks lie before it."""
    start = WEEK.period.start
    days = [start + timedelta(days=day) for day in range(7)]
    assert WEEK.life(WEEK.fleet) == Story(Period(weeks=3)).life(WEEK.fleet, days)


def test_every_kind_of_row_is_there() -> None:
    """Operations, policies, autoscale, health, service health and security alerts stand in one log."""
    rows = list(Story().rows())
    assert {"Administrative", "Policy", "Autoscale", "ResourceHealth", "ServiceHealth", "Security"} == {
        row.category for row in rows
    }
    assert {"Start", "Accept", "Success", "Failure", "Cancel", "Active", "Updated", "Resolved"} == {
        row.status for row in rows
    }
    assert {True, False} == {row.older for row in rows}
    assert len(rows) > len({row.event_id for row in rows}), "some rows stand twice"


def test_normal_life_does_not_fail() -> None:
    """Nothing fails but what was planted."""
    story = Story(Period(weeks=2))
    assert set() == {row.status for row in story.life(story.fleet)} & {"Failure", "Cancel"}


def test_a_larger_fleet_has_the_same_share_of_rows() -> None:
    """Three fleets side by side have about three times the rows."""
    one, three = len(list(WEEK.rows())), len(list(Story(Period(weeks=1), copies=3).rows()))
    assert 2.8 < three / one < 3.1
