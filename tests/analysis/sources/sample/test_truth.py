import re
from collections import Counter
from datetime import datetime
from typing import Any

import pytest

from analysis.sources.sample.rows import Row
from analysis.sources.sample.story import built_in, truth

STORY = built_in()
TRUTH: dict[str, Any] = truth(STORY)
ROWS = list(STORY.rows())
BY = {"person", "automation", "policy", "platform", "guest", "unknown"}
OUTCOMES = {"succeeded", "failed", "canceled", "no final status", "available", "unavailable", "degraded", "unknown"}


@pytest.fixture(scope="module")
def rows_of() -> dict[tuple[str, str], list[Row]]:
    """Give the rows of each correlation id and resource."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in ROWS:
        found.setdefault((row.correlation, row.resource), []).append(row)
    return found


def test_everything_planted_has_rows(rows_of: dict[tuple[str, str], list[Row]]) -> None:
    """Each planted operation or health event is found by correlation id and resource, at its time, with its name."""
    for fact in TRUTH["operations"]:
        found = rows_of[fact["correlation_id"], fact["resource"]]
        assert datetime.fromisoformat(fact["time"]) in {row.time for row in found}
        if fact["kind"] == "operation":
            assert fact["name"] in {row.operation for row in found}
        else:
            assert fact["name"] in {(row.annotation or {}).get("annotationName", "") for row in found}


def test_words_of_the_truth_are_those_of_an_answer() -> None:
    """Verdicts and outcomes are named as answers name them."""
    assert BY >= {fact["by"] for fact in TRUTH["operations"]} | {one["by"] for one in TRUTH["incidents"]}
    assert OUTCOMES >= {fact["outcome"] for fact in TRUTH["operations"]}


def test_every_verdict_is_planted() -> None:
    """Each of the six verdicts is the right one for something."""
    assert BY == {one["by"] for one in TRUTH["incidents"]}


def test_planted_machines_exist() -> None:
    """Each machine that a story names is one of the fleet."""
    names = {machine.name for machine in STORY.fleet}
    assert set() == {name for one in TRUTH["incidents"] for name in one["machines"]} - names


def test_the_bad_deployment_breaks_forty_resources() -> None:
    """Forty resources fail under one correlation id, and the deployment above them fails once."""
    facts = [fact for fact in TRUTH["operations"] if fact["incident"] == "bad-deployment"]
    assert 1 == len({fact["correlation_id"] for fact in facts})
    assert {"Microsoft.Compute/virtualMachines/extensions/write": 40, "Microsoft.Resources/deployments/write": 1} == (
        Counter(fact["name"] for fact in facts)
    )


def test_retries_of_the_platform_are_one_operation() -> None:
    """A resilient delete with three failed tries is one operation that succeeded in the fourth."""
    (fact,) = [one for one in TRUTH["operations"] if one["incident"] == "resilient-delete-ss-ci_17"]
    rows = [row.status for row in ROWS if row.correlation == fact["correlation_id"]]
    assert ("succeeded", 4) == (fact["outcome"], fact["attempts"])
    assert {"Start": 4, "Accept": 1, "Failure": 3, "Success": 1} == Counter(rows)


def test_every_failed_row_is_known() -> None:
    """No operation fails that the truth does not name, as failed or as tried again."""
    known = {(fact.correlation_id, fact.name, fact.resource) for fact in STORY.events.failed}
    again = {(fact["correlation_id"], fact["name"], fact["resource"]) for fact in TRUTH["operations"]}
    failed = {(row.correlation, row.operation, row.resource) for row in ROWS if row.status == "Failure"}
    assert set() == failed - known - again


def test_untroubled_machines_have_no_failure() -> None:
    """On a machine that the truth calls untroubled nothing fails."""
    quiet = {machine.id for machine in STORY.fleet if machine.name in TRUTH["untroubled"]}
    assert quiet
    assert set() == {row.resource for row in ROWS if row.status == "Failure"} & quiet


def test_the_sample_names_nobody_and_holds_no_secret() -> None:
    """Addresses are of example domains and documentation networks, and nothing looks like a credential."""
    last_days = [*STORY.events.rows, *ROWS[-8000:]]
    text = str([(row.actor, row.properties) for row in last_days if row.actor])
    assert {"contoso.example"} == set(re.findall(r"[\w.]+@([\w.-]+)", text))
    assert {"203.0.113", "198.51.100"} >= set(re.findall(r"'(\d+\.\d+\.\d+)\.\d+'", text))
    assert [] == re.findall(r"(?i)sig=|accountkey|password|secret|bearer|-----begin", text)
