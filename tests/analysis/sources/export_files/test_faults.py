import gzip
import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.gaps import Gap
from analysis.sources import SourceError
from analysis.sources.export_files import ExportFiles
from analysis.sources.export_files.faults import Faults
from analysis.window import Window
from tests.analysis.sources.export_files.writing import START, VM, lines, row

DAY = Window(START, START + timedelta(days=1))


def gaps(folder: Path, whole: int) -> dict[tuple[str, int], str]:
    """Give the gaps of a history by kind and count."""
    return {(gap.kind, gap.count): gap.text for gap in ExportFiles([folder], whole=whole).about(VM, DAY).gaps}


@pytest.fixture(params=["parsed", "searched"])
def whole(request: pytest.FixtureRequest) -> int:
    """Give the size up to which logs are parsed as a whole: all of them, then none."""
    return 1 << 30 if request.param == "parsed" else 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a sound log in it."""
    (tmp_path / "good.json").write_bytes(lines([row(), row(minutes=1)]))
    return tmp_path


def test_cut_file(folder: Path, whole: int) -> None:
    """A file that ends in the middle of a row is named."""
    (folder / "half.json").write_bytes(lines([row(), row(minutes=2)])[:-30])
    assert "half.json" in gaps(folder, whole)["cut", 1]


def test_cut_archive(folder: Path, whole: int) -> None:
    """A packed file that breaks off is named, and what stands before the break is not lost for want of the rest."""
    (folder / "half.json.gz").write_bytes(gzip.compress(lines([row(minutes=n) for n in range(99)]))[:-40])
    assert "half.json.gz" in gaps(folder, whole)["unreadable", 1]


def _archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("log.json", lines([row()]))
    return packed.getvalue()


ARCHIVE = _archive()
BYTES = st.dictionaries(st.integers(ARCHIVE.rfind(b"PK\x01\x02"), len(ARCHIVE) - 1), st.integers(0, 255), min_size=1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=BYTES)
def test_an_archive_whose_directory_was_written_over(folder: Path, written: dict[int, int]) -> None:
    """Whatever stands in the directory of an archive, the sound log beside it is read, and nothing breaks."""
    damaged = bytearray(ARCHIVE)
    for at, byte in written.items():
        damaged[at] = byte
    (folder / "bad.zip").write_bytes(damaged)
    assert [VM] == list(ExportFiles([folder]).find("web-01").resources)


def test_files_that_are_no_logs(folder: Path, whole: int) -> None:
    """Other files are counted and named, empty ones too; hidden ones are not looked at."""
    (folder / "notes.md").write_text("# Notes")
    (folder / "table.csv").write_text("a,b\n1,2\n")
    (folder / "other.json").write_text('{"a": 1}')
    (folder / "empty.json").write_text("\n")
    (folder / ".DS_Store").write_bytes(b"\0\0")
    found = gaps(folder, whole)
    assert {("unreadable", 3), ("unreadable", 1)} == set(found)
    assert "notes.md" in found["unreadable", 3]
    assert "empty.json" in found["unreadable", 1]


def test_rows_that_are_none(folder: Path, whole: int) -> None:
    """Lines that are no rows are counted."""
    good = lines([row(minutes=5)])
    (folder / "mixed.json").write_bytes(good + b"oops\n" + good + b'"text"\n' + good)
    assert {("unreadable", 2)} == set(gaps(folder, whole))


def test_rows_without_a_time(folder: Path) -> None:
    """Rows without a time that a row can have are counted."""
    (folder / "timeless.json").write_bytes(
        lines([row() | {"time": ""}, row() | {"time": "0001-01-01T00:00:00Z"}, row()])
    )
    assert {("unreadable", 2)} == set(gaps(folder, 1 << 30))


def test_portal_csv_has_no_details(folder: Path, whole: int) -> None:
    """The portal's download is said to hold no causes, and what to do about it."""
    written = 'Correlation id,Operation name,Status,Time,Event initiated by,Resource\nc,Start,Failed,"11/1/2026, 10:00:00 AM",x,web-01\n'
    (folder / "portal.csv").write_text(written)
    assert "az monitor activity-log list" in gaps(folder, whole)["no details", 1]


def test_nothing_to_read(tmp_path: Path, whole: int) -> None:
    """A path that does not exist, an empty folder and a folder without logs end in one sentence."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "prose").mkdir()
    (tmp_path / "prose" / "notes.md").write_text("# Notes")
    (tmp_path / "bad.zip").write_bytes(b"PK no")
    for name in ("missing", "empty", "prose", "bad.zip"):
        with pytest.raises(SourceError, match=name):
            ExportFiles([tmp_path / name], whole=whole).find("web-01")


def test_sentences() -> None:
    """A gap says how many, what and where, and what to do."""
    faults = Faults(cut=["a", "b", "c", "d"])
    expected = Gap("cut", "4 files are cut: the last row is not whole: a, b, c and 1 more. Export or copy again.", 4)
    assert (expected,) == faults.gaps()
