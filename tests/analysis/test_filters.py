from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.failures import Failure
from analysis.filters import NoFilterError, filter_of, filtered
from analysis.operation import OperationKey

RESOURCE = "/subscriptions/S-1/resourceGroups/Prod-Web/providers/Microsoft.Compute/virtualMachines/web-01"
FAILURE = Failure(
    key=OperationKey("c", "microsoft.compute/virtualmachines/start/action", RESOURCE.lower()),
    time=datetime(2026, 11, 10, tzinfo=UTC),
    name="Microsoft.Compute/virtualMachines/start/action",
    label="Start virtual machine",
    resource=RESOURCE,
    region="westeurope",
    code="AllocationFailed",
    message="Allocation failed.",
    text="Allocation failed.",
    detail="",
    occasion="c",
    deployment="",
    caller="",
)
TAGS = {RESOURCE.lower(): {"Env": "Prod"}}


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("rg=prod-*", True),
        ("rg=dev-*", False),
        ("group=dev-*,PROD-WEB", True),
        ("subscription=s-1", True),
        ("region=West*", True),
        ("type=microsoft.compute/virtualmachines", True),
        ("type=microsoft.compute/disks", False),
        ("code=allocationfailed", True),
        ("tag=env:prod", True),
        ("tag=env:dev", False),
        ("tag=team:*", False),
    ],
)
def test_filters(text: str, passes: bool) -> None:  # noqa: FBT001 - the expected answer
    """A failure passes if its field is like one of the patterns, whatever the casing."""
    assert bool(filtered([FAILURE], [filter_of(text)], tags=TAGS)) is passes


def test_all_filters_must_pass() -> None:
    """Several filters all have to pass."""
    both = [filter_of("rg=prod-*"), filter_of("code=Other")]

    assert filtered([FAILURE], both, tags=TAGS) == ()
    assert filtered([FAILURE], [], tags=TAGS) == (FAILURE,)


@pytest.mark.parametrize("text", ["prod", "rg=", "owner=me", "tag=prod", "=x"])
def test_no_filter(text: str) -> None:
    """What is no filter is refused with what to write."""
    with pytest.raises(NoFilterError, match="is no filter; "):
        filter_of(text)


@given(st.text(max_size=40))
def test_any_text(text: str) -> None:
    """Any text is a filter or is refused."""
    try:
        patterns = filter_of(text).patterns
    except NoFilterError:
        patterns = ("refused",)

    assert patterns
