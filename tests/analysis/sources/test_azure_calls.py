from collections.abc import Callable

import pytest

from analysis.sources.azure_calls import Budget, Refusal, RefusedError, call
from tests.azure.clock import Waiting


def refused(error: Exception) -> Refusal | None:
    """Take the refusal that a test raises; anything else is a bug."""
    return error.refusal if isinstance(error, RefusedError) else None


def failing(*refusals: Refusal) -> Callable[[], str]:
    """Give work that is refused so often, and then done."""
    left = list(refusals)

    def work() -> str:
        if left:
            raise RefusedError(left.pop(0))
        return "done"

    return work


LATER = Refusal("unavailable", "later", again="later")
ONCE = Refusal("unavailable", "once", again="once")
NEVER = Refusal("denied", "never")


@pytest.mark.parametrize(
    ("refusals", "waits"),
    [
        ([], []),
        ([LATER], [1.0]),
        ([LATER, LATER, LATER], [1.0, 2.0, 4.0]),
        ([Refusal("unavailable", "x", again="later", wait=12.5), LATER], [12.5, 2.0]),
        ([ONCE], [0.0]),
    ],
)
def test_work_is_repeated_where_that_may_help(refusals: list[Refusal], waits: list[float]) -> None:
    """After what the service asked for, else longer each time."""
    clock = Waiting()
    budget = Budget(60, clock.patience())

    assert "done" == call(failing(*refusals), refused=refused, budget=budget)
    assert waits == clock.waits


@pytest.mark.parametrize(
    ("refusals", "seconds", "waits"),
    [
        ([NEVER], 60, []),
        ([ONCE, ONCE], 60, [0.0]),
        ([LATER] * 4, 60, [1.0, 2.0, 4.0]),
        ([LATER, LATER], 2.5, [1.0]),
        ([Refusal("unavailable", "x", again="later", wait=61)], 60, []),
    ],
)
def test_work_is_given_up_where_it_does_not(refusals: list[Refusal], seconds: float, waits: list[float]) -> None:
    """The last refusal is the answer."""
    clock = Waiting()

    with pytest.raises(RefusedError) as error:
        call(failing(*refusals), refused=refused, budget=Budget(seconds, clock.patience()))

    assert refusals[len(waits)] == error.value.refusal
    assert waits == clock.waits


def test_jitter_spreads_the_waits() -> None:
    """Several programs that were refused together do not come back together."""
    clock = Waiting()
    patience = clock.patience()
    budget = Budget(60, type(patience)(sleep=clock.sleep, now=lambda: 0.0, jitter=lambda: 0.5))
    call(failing(LATER, LATER), refused=refused, budget=budget)

    assert [1.5, 3.0] == clock.waits


def test_a_bug_is_not_swallowed() -> None:
    """What no service said goes on as it is."""

    def work() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        call(work, refused=refused, budget=Budget(1, Waiting().patience()))
