import json
import os
import signal
import time
from pathlib import Path

import pytest

from analysis.clustering.clusters import clusters_of
from analysis.clustering.partitions import learn_in_processes, learn_json_lines, learn_on_dask
from analysis.clustering.state import State, merge_states
from tests.benchmarks.clustering_messages import some_of_each


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Give twelve files of JSON lines."""
    failures = some_of_each(most=5)
    paths = []
    for part in range(12):
        path = tmp_path / f"{part}.jsonl"
        lines = [json.dumps({"message": one.message, "code": one.code}) for one in failures[part::12]]
        path.write_text("\n".join([*lines, "no json", ""]), encoding="utf-8")
        paths.append(str(path))
    return paths


def learn_slowly(path: str) -> State:
    """Give the state of a file, in no hurry, so that there is time to kill a worker."""
    time.sleep(0.4)
    return learn_json_lines(path)


def test_processes_give_what_one_gives(files: list[str]) -> None:
    """Two processes give the same state as one pass."""
    assert merge_states(map(learn_json_lines, files)) == learn_in_processes(files, learn_json_lines, workers=2)


def test_a_lost_worker_is_made_up_for(files: list[str]) -> None:
    """On a Dask cluster of two, one of which is killed half way, state and clusters are the same."""
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        doomed = next(iter(client.run(os.getpid).values()))
        client.loop.call_later(1.2, os.kill, doomed, signal.SIGKILL)
        found = learn_on_dask(files, learn_slowly, client)
        survivors = set(client.run(os.getpid).values())

    one_pass = merge_states(map(learn_json_lines, files))
    assert doomed not in survivors
    assert one_pass == found
    assert clusters_of(one_pass) == clusters_of(found)
