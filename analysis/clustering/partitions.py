"""Many partitions at once: on the cores of one machine, or on a Dask cluster for exports larger than a machine.

The map step is any function that can be pickled and gives the `State` of a partition (a file, a day, a frame); the
reduce step is the merge of states. Since that is exact and blind to order, it does not matter which worker did what,
nor that a lost worker's partitions are learnt again.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

from analysis.clustering.learning import Rows, learn
from analysis.clustering.state import State, merge_states

if TYPE_CHECKING:
    from distributed import Client

Partition = TypeVar("Partition")
# How many states one merge on the cluster takes: few enough that none has to hold many at once.
_AT_ONCE = 8


def learn_in_processes(
    partitions: Iterable[Partition], learn_partition: Callable[[Partition], State], *, workers: int | None = None
) -> State:
    """Give the state of all partitions, learnt in a pool of processes; `workers` defaults to the cores."""
    spawned = multiprocessing.get_context("spawn")  # polars' threads do not survive a fork
    state = State()
    with ProcessPoolExecutor(workers, mp_context=spawned) as pool:
        for done in as_completed([pool.submit(learn_partition, partition) for partition in partitions]):
            state |= done.result()
    return state


def learn_on_dask(
    partitions: Iterable[Partition], learn_partition: Callable[[Partition], State], client: Client
) -> State:
    """Give the state of all partitions, learnt on a Dask cluster; merged there too, in a tree.

    Dask learns the partitions of a worker that is lost again on another one.
    """
    states = client.map(learn_partition, list(partitions), pure=False)
    while len(states) > 1:
        groups = [states[at : at + _AT_ONCE] for at in range(0, len(states), _AT_ONCE)]
        states = [client.submit(merge_states, group, pure=False) for group in groups]
    return merge_states(client.gather(states))  # type: ignore[no-untyped-call]


def learn_json_lines(path: str | Path) -> State:
    """Give the state of a file of JSON lines `{"message", "code"?, "operation"?, "resource"?}`.

    Lines that are no such object are left out.
    """
    with Path(path).open("rb") as file:
        failures = [failure for line in file if (failure := _failure(line)) is not None]
    return learn(
        Rows(
            [failure["message"] for failure in failures],
            _column(failures, "code"),
            operations=_column(failures, "operation"),
            resources=_column(failures, "resource"),
        )
    )


def _failure(line: bytes) -> dict[str, Any] | None:
    try:
        plain = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return plain if isinstance(plain, dict) and isinstance(plain.get("message"), str) else None


def _column(failures: Sequence[dict[str, Any]], name: str) -> list[str | None]:
    return [None if failure.get(name) is None else str(failure[name]) for failure in failures]
