import gzip
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.sources import SourceError
from analysis.sources.export_files import ExportFiles
from analysis.window import Window
from tests.analysis.sources.export_files.writing import COMPUTE, START, Record, health, hourly, lines, row

Spelling = Callable[[Record], bytes]

WEEK = Window(START, START + timedelta(days=7))
GUID = "00000000-0000-0000-0000-0000000000a{}"
TOLD = {"statusMessage": '{"error":{"code":"AllocationFailed","message":"No room."}}'}
OTHER = f"{COMPUTE}/virtualMachines/web-02"
STORY: list[Record] = [
    row(minutes=-9000, result="Start", correlation=GUID.format(0)),
    row(minutes=-8990, result="Failure", correlation=GUID.format(0), properties=TOLD),
    row(minutes=0, result="Start", correlation=GUID.format(1)),
    row(minutes=70, result="Failure", correlation=GUID.format(1).upper(), properties=TOLD),
    row(minutes=130, result="Success", correlation=GUID.format(1)),
    row(OTHER, minutes=71, result="Success", correlation=GUID.format(1)),
    row(minutes=200, result="Start", correlation=GUID.format(2)),
    row(minutes=201, result="Success", correlation=GUID.format(2)),
    row(minutes=300, result="Start", correlation="short"),
    row(minutes=301, result="Failure", correlation="short"),
    row(minutes=20000, result="Failure", correlation=GUID.format(3)),
    health(minutes=400),
]


def minutes(events: pd.DataFrame) -> list[int]:
    """Give when the rows happened, in minutes after START."""
    return [int(gone.total_seconds() // 60) for gone in events["time"] - START]


@pytest.mark.parametrize("whole", [1 << 30, 0])
@pytest.mark.parametrize("usual", [True, False])
def test_rows_of_failed_operations(tmp_path: Path, *, whole: int, usual: bool) -> None:
    """All rows of operations that failed at least once up to the window's end, and the number of operations in it."""
    rows = STORY if usual else [{name.lower(): value for name, value in one.items()} for one in STORY]
    hourly(tmp_path, rows)
    found = ExportFiles([tmp_path], whole=whole).failures(WEEK)
    assert [-9000, -8990, 0, 70, 130, 300, 301] == minutes(found.events)
    assert 4 == found.operations
    assert START + timedelta(minutes=20000) == found.newest


def test_log_without_failures(tmp_path: Path) -> None:
    """A healthy log has operations and no failures."""
    (tmp_path / "log.json").write_bytes(lines([row(), row(minutes=1)]))
    for whole in (0, 1 << 30):
        found = ExportFiles([tmp_path], whole=whole).failures(WEEK)
        assert (0, 1) == (len(found.events), found.operations)


def _plain(one: Record) -> bytes:
    return json.dumps(one).encode()


def _tight(one: Record) -> bytes:
    return json.dumps(one, separators=(",", ":")).encode()


def _wide(one: Record) -> bytes:
    return json.dumps(one, separators=(" , ", "  :  ")).encode()


def _reversed(one: Record) -> bytes:
    return _tight(dict(reversed(one.items())))


def _small_names(one: Record) -> bytes:
    return _tight({name.lower(): value for name, value in one.items()})


def _other_status(one: Record) -> bytes:
    return _tight(one).replace(b'"resultType"', b'"ResultType"')


def _other_correlation(one: Record) -> bytes:
    return _tight(one).replace(b'"correlationId"', b'"CORRELATIONID"')


def _escaped_values(one: Record) -> bytes:
    return _tight(one).replace(b'"Fail', b'"\\u0046ail').replace(b"0000-", b"\\u0030000-")


def _escaped_names(one: Record) -> bytes:
    return _tight(one).replace(b'"resultType"', b'"result\\u0054ype"').replace(b'"corr', b'"\\u0063orr')


def _shouted(one: Record) -> bytes:
    return _tight(one | {"resultType": f" {str(one['resultType']).upper()}"})


def _wrapped(one: Record) -> bytes:
    return _tight({"records": [one]})


SPELLINGS = [_plain, _tight, _wide, _reversed, _small_names, _other_status, _other_correlation]
SPELLINGS += [_escaped_values, _escaped_names, _shouted, _wrapped]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spelt=st.lists(st.sampled_from(SPELLINGS), min_size=len(STORY), max_size=len(STORY)), ended=st.booleans())
def test_every_spelling_of_a_row_is_read(tmp_path: Path, *, spelt: list[Spelling], ended: bool) -> None:
    """However single rows of a log are written, searching it finds what parsing all of it does."""
    written = b"\n".join(spell(one) for spell, one in zip(spelt, STORY, strict=True)) + b"\n" * ended
    usual = lines(row(minutes=minute, correlation="") for minute in range(1000, 1007))
    (tmp_path / "log.json").write_bytes(usual + written)
    searched, parsed = (ExportFiles([tmp_path], whole=whole).failures(WEEK) for whole in (0, 1 << 30))
    assert [-9000, -8990, 0, 70, 130, 300, 301] == minutes(searched.events)
    pd.testing.assert_frame_equal(parsed.events, searched.events)
    assert (parsed.operations, parsed.oldest, parsed.newest) == (searched.operations, searched.oldest, searched.newest)


def test_several_rows_in_a_line(tmp_path: Path) -> None:
    """Rows of one operation are found where a hub put many rows into one line, and each operation counts once."""
    batches = [STORY[:4], STORY[4:8], STORY[8:]]
    (tmp_path / "log.json").write_bytes(lines({"records": list[Record](batch)} for batch in batches))
    found = ExportFiles([tmp_path], whole=0).failures(WEEK)
    assert [-9000, -8990, 0, 70, 130, 300, 301] == minutes(found.events)
    assert 4 == found.operations


def test_rows_of_a_failed_operation_in_packed_files(tmp_path: Path) -> None:
    """Lines are found again in packed files too."""
    for number, one in enumerate(STORY):
        (tmp_path / f"{number}.json.gz").write_bytes(gzip.compress(lines([one])))
    found = ExportFiles([tmp_path], whole=0).failures(WEEK)
    assert [-9000, -8990, 0, 70, 130, 300, 301] == minutes(found.events)


def test_a_log_that_was_begun_tells_the_same(tmp_path: Path) -> None:
    """Whether the files are gone through beforehand or when asked makes no difference, nor does who asks what first."""
    (tmp_path / "log.json").write_bytes(lines(STORY))
    plain, begun, other = (ExportFiles([tmp_path], whole=0) for _ in range(3))
    begun.begin()
    other.begin()
    assert plain.failures(WEEK).events.equals(begun.failures(WEEK).events)
    assert plain.find("web-01") == other.find("web-01")
    assert plain.until() == begun.until() == other.until()


def test_what_a_begun_log_fails_by_is_said_when_asked(tmp_path: Path) -> None:
    """A folder that does not exist is named by the question, each time, as without beginning."""
    log = ExportFiles([tmp_path / "missing"])
    log.begin()
    for _ in range(2):
        with pytest.raises(SourceError, match="there is no file or folder"):
            log.until()
