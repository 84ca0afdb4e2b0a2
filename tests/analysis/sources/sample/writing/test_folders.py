import json
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from analysis.events import table
from analysis.sources.sample.__main__ import main
from analysis.sources.sample.period import Period
from analysis.sources.sample.story import Story
from analysis.sources.sample.writing.folders import SHAPES
from analysis.sources.shapes import read_record
from analysis.sources.shapes.documents import read_document

WEEK = Story(Period(weeks=1))
ROWS = list(WEEK.rows())
ALIKE = ["status", "category", "correlation_id", "http_status", "error_code", "health"]
FULL = ["event-hub", "rest", "log-analytics", "log-analytics-legacy", "log-analytics-csv"]


def written(shape: str, folder: Path) -> pd.DataFrame:
    """Give the rows of a shape as the reader reads them; every file is whole and every row is read."""
    SHAPES[shape](ROWS, folder)
    rows = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            document = read_document(path.read_bytes())
            assert (True, False, 0) == (document.known, document.cut, document.unreadable), path.name
            rows += [read_record(record) for record in document.records]
    assert None not in rows
    return table(row for row in rows if row)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Give the rows as they come out of PT1H.json."""
    return written("export", tmp_path_factory.mktemp("export"))


@pytest.mark.parametrize("shape", FULL)
def test_every_shape_says_the_same(shape: str, exported: pd.DataFrame, tmp_path: Path) -> None:
    """The same rows are read from each shape, with the same status, code, health and operation."""
    found = written(shape, tmp_path)
    columns = [*ALIKE, "operation", "resource_id", "message"]
    assert Counter(found[columns].itertuples(index=False)) == Counter(exported[columns].itertuples(index=False))


def test_the_portals_file_has_every_row_but_no_cause(exported: pd.DataFrame, tmp_path: Path) -> None:
    """The portal's CSV has as many rows with the same status, and no code at all."""
    found = written("portal-csv", tmp_path)
    assert Counter(exported["status"]) == Counter(found["status"])
    assert {""} == set(found["error_code"])


def test_annotations_are_pushed_and_kept(exported: pd.DataFrame, tmp_path: Path) -> None:
    """Event Grid has every annotation, Resource Graph the last one of each machine."""
    pushed = written("event-grid", tmp_path / "pushed")
    kept = written("resource-graph", tmp_path / "kept")
    assert Counter(exported["annotation"].replace("", pd.NA).dropna()) == Counter(pushed["annotation"])
    last = exported[exported["annotation"] != ""].groupby("resource_id")["annotation"].last().to_dict()
    annotated = kept[kept["annotation"] != ""]
    assert last == dict(zip(annotated["resource_id"], annotated["annotation"], strict=True))


def test_exports_lie_in_the_folders_of_azure_monitor(tmp_path: Path) -> None:
    """Each hour of each subscription has its PT1H.json, and only its own rows."""
    SHAPES["export"](ROWS, tmp_path)
    for path in tmp_path.rglob("PT1H.json"):
        parts = path.relative_to(tmp_path).parts
        assert ("insights-activity-logs", "resourceId=", "SUBSCRIPTIONS", "m=00") == (*parts[:3], parts[-2])
        hour = "{}-{}-{}T{}".format(*(part.partition("=")[2] for part in parts[4:8]))
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        assert {hour} == {row["time"][:13] for row in rows}
        assert {parts[3]} == {row["resourceId"].split("/")[2].upper() for row in rows}


def test_the_command_writes_rows_and_truth(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command writes the shape asked for and the truth beside it, and says how much."""
    assert 0 == main(["--out", str(tmp_path), "--shape", "portal-csv", "--weeks", "1", "--until", "2026-10-05"])
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    assert ("2026-10-05", True) == (truth["until"][:10], truth["made_up"])
    assert {"portal-csv", "truth.json"} == {path.name for path in tmp_path.iterdir()}
    assert "rows" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [["--until", "2026-11-17"], ["--weeks", "0"], ["--shape", "xml"]])
def test_wrong_usage_is_told(wrong: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A day that is no Monday, no weeks at all, or an unknown shape end with status 2 and a sentence."""
    with pytest.raises(SystemExit) as ended:
        main(["--out", str(tmp_path), *wrong])
    assert 2 == ended.value.code
    assert "error" in capsys.readouterr().err
