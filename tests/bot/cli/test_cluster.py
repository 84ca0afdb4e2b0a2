import json
from pathlib import Path

from tests.benchmarks.clustering_messages import some_of_each
from tests.bot.cli.running import aztriage

LINES = [json.dumps({"message": one.message, "code": one.code}) for one in some_of_each(most=2)[:60]]


def ids(out: str) -> list[str]:
    """Give the clusters that were printed."""
    return [json.loads(line)["cluster"] for line in out.splitlines()]


def test_each_line_gets_its_cluster(tmp_path: Path) -> None:
    """A file and standard input give one line each for the same lines, in order, without the last line break too."""
    file = tmp_path / "failures.jsonl"
    file.write_text("\n".join(LINES), encoding="utf-8")
    read, piped = (
        aztriage("cluster", "--labels", str(file)),
        aztriage("cluster", "--labels", "-", given="\n".join(LINES)),
    )

    assert (0, "") == (read.status, read.err)
    assert read.out == piped.out
    assert len(LINES) == len(ids(read.out))
    assert list(reversed(ids(read.out))) == ids(aztriage("cluster", "--labels", "-", given="\n".join(LINES[::-1])).out)


def test_a_bad_line_is_named_and_the_rest_is_answered() -> None:
    """A line that is no failure has no cluster and an error; one sentence says which."""
    done = aztriage("cluster", "--labels", "-", given=f"{LINES[0]}\nno json\n{LINES[1]}\n")
    printed = [json.loads(line) for line in done.out.splitlines()]

    assert 0 == done.status
    assert {"cluster": None, "error": "line 2 is no JSON object with a message"} == printed[1]
    assert all(printed[at]["cluster"] for at in (0, 2))
    assert 'standard input: line 2 is no JSON object with a "message"; it is in no cluster.\n' == done.err


def test_no_failures_are_no_clusters() -> None:
    """An empty input prints nothing."""
    done = aztriage("cluster", "--labels", "-", given="")

    assert (0, "", "") == (done.status, done.out, done.err)


def test_utf_16_is_read() -> None:
    """What PowerShell writes is read like UTF-8."""
    wide = aztriage("cluster", "--labels", "-", given="\n".join(LINES).encode("utf-16"))

    assert aztriage("cluster", "--labels", "-", given="\n".join(LINES)).out == wide.out


def test_what_cannot_be_read_is_told_in_one_sentence(tmp_path: Path) -> None:
    """A file that does not exist, a folder and a binary file end with 1 and one sentence, no option with 2."""
    binary = tmp_path / "binary"
    binary.write_bytes(bytes(range(256)) * 20)
    runs = [aztriage("cluster", "--labels", str(name)) for name in (tmp_path / "none", tmp_path, binary)]

    assert [1, 1, 1] == [run.status for run in runs]
    assert ["", "", ""] == [run.out for run in runs]
    assert [1, 1, 1] == [run.err.count("\n") for run in runs]
    assert 2 == aztriage("cluster").status
