import random
import time
from datetime import timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.events import joined, table
from analysis.operations import operations
from tests.analysis.log_rows import GROUP, NOON, SET, WEB, on_vm, other, row

START = on_vm("start")
DELETE = "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/delete"
EXTENSION = "Microsoft.Compute/virtualMachines/extensions/write"
DEPLOY = "Microsoft.Resources/deployments/write"
RELEASE = f"{GROUP}/providers/Microsoft.Resources/deployments/release"

LINES = st.lists(
    st.tuples(
        st.sampled_from(
            (START, on_vm("write"), DELETE, DEPLOY, EXTENSION, "Microsoft.Authorization/policies/deny/action")
        ),
        st.sampled_from((WEB, other(1), SET, f"{WEB}/extensions/app", RELEASE)),
        st.integers(0, 40),
        st.sampled_from(("started", "accepted", "succeeded", "failed", "canceled", "")),
        st.sampled_from(("", "c", "d")),
        st.sampled_from(("", "e1", "e2", "e3")),
        st.sampled_from(("", "Busy", "DeploymentFailed")),
    ),
    max_size=14,
)


def frame(lines: list, *, tag: str = "") -> pd.DataFrame:
    """Give the table of drawn lines; a tag keeps two tables apart."""
    return table(
        row(
            operation,
            at,
            status,
            resource=resource + tag,
            correlation_id=correlation and correlation + tag,
            event_id=event and event + tag + operation + status + str(at),
            error_code=code if status == "failed" else "",
        )
        for operation, resource, at, status, correlation, event, code in lines
    )


@settings(max_examples=60)
@given(LINES, st.randoms(use_true_random=False))
def test_order_and_repeats_of_rows_change_nothing(lines: list, chance: random.Random) -> None:
    """Logs come out of order and with rows several times; the operations are the same."""
    rows = frame(lines)
    places = [*range(len(rows)), *(chance.randrange(len(rows)) for _ in range(3) if len(rows))]
    chance.shuffle(places)

    assert operations(rows) == operations(rows.iloc[places].reset_index(drop=True))


@settings(max_examples=50)
@given(LINES, LINES)
def test_disjoint_excerpts_add_up(first: list, second: list) -> None:
    """Two logs with nothing in common give together what each gives."""
    one, two = frame(first), frame(second, tag="x")
    together = operations(joined([one, two]))

    assert sorted([*operations(one), *operations(two)], key=lambda found: (found.start, found.key)) == list(together)


@pytest.mark.timeout(60)
def test_two_hundred_thousand_rows() -> None:
    """A large log is a matter of seconds; the figure is printed, not judged."""
    names = [other(number % 400) for number in range(66_000)]
    rows = [
        {
            "time": NOON + timedelta(seconds=number),
            "operation": START.lower(),
            "resource_id": name.lower(),
            "status": status,
            "correlation_id": f"c{number}",
        }
        for number, name in enumerate(names)
        for status in ("started", "accepted", "succeeded")
    ]
    events = table(rows)
    begun = time.perf_counter()
    found = operations(events)
    print(f"{len(events)} rows, {len(found)} operations, {time.perf_counter() - begun:.1f} s")

    assert len(names) == len(found)
