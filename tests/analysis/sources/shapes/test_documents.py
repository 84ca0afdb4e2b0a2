import json

import pytest

from analysis.sources.shapes import read_record
from analysis.sources.shapes.documents import Document, read_document

ROW = {
    "time": "2026-11-01T10:00:00Z",
    "operationName": "Microsoft.Compute/virtualMachines/start/action",
    "resultType": "Start",
}
LINES = json.dumps(ROW) + "\n" + json.dumps(ROW | {"resultType": "Success"}) + "\n"
CSV = '$table,TimeGenerated [UTC],OperationNameValue,ActivityStatusValue,Properties\nAzureActivity,2026-11-01T10:00:00Z,x/write,Start,"{\n ""a"": 1\n}"\n'


def told(document: Document) -> tuple[int, bool, int]:
    """Give the number of rows, whether the document is cut, and the number of unreadable lines."""
    return len(document.records), document.cut, document.unreadable


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("written", [LINES, json.dumps([ROW, ROW], indent=1), json.dumps({"value": [ROW, ROW]})])
def test_encodings(encoding: str, newline: str, written: str) -> None:
    """Byte order marks, UTF-16 of PowerShell's redirects and CRLF change nothing."""
    document = read_document(written.replace("\n", newline).encode(encoding))
    assert (2, False, 0) == told(document)
    assert {"microsoft.compute/virtualmachines/start/action"} == {
        str((read_record(one) or {}).get("operation")) for one in document.records
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv(encoding: str) -> None:
    """A CSV of Log Analytics is read with its suffixes, its table column and texts over several lines."""
    document = read_document(CSV.encode(encoding))
    assert (1, False, 0) == told(document)
    assert "started" == (read_record(document.records[0]) or {})["status"]


def test_csv_with_semicolons() -> None:
    """A spreadsheet of a country with decimal commas writes semicolons."""
    document = read_document(
        b"TimeGenerated;OperationNameValue;ActivityStatusValue\n2026-11-01T10:00:00Z;x/write;Start\n"
    )
    assert (1, False, 0) == told(document)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (LINES[:-20], (1, True, 0)),
        (json.dumps([ROW, ROW, ROW])[:-20], (2, True, 0)),
        (json.dumps({"records": [ROW, ROW, ROW]}, indent=2)[:-40], (2, True, 0)),
        (CSV + "AzureActivity,2026-11-01T1", (1, True, 0)),
        (LINES + "not a row\n" + LINES, (4, False, 1)),
        (CSV + "AzureActivity,2026\n" + CSV.partition("\n")[2], (2, False, 1)),
    ],
)
def test_cut_and_broken(written: str, expected: tuple[int, bool, int]) -> None:
    """The whole rows of a cut document are read, and lines that are no rows are counted."""
    assert expected == told(read_document(written.encode()))


@pytest.mark.parametrize("written", ["", "# A title\n\nSome text.", "name,age\nx,1\n", "PK\x03\x04"])
def test_no_log(written: str) -> None:
    """Other files are known not to be logs."""
    assert Document() == read_document(written.encode())


def test_export_csv_of_powershell() -> None:
    """The line that names a type before the header is left out."""
    written = '#TYPE System.Object\r\n"EventTimestamp","OperationName"\r\n"2026-11-01T10:00:00Z","x/write"\r\n'
    assert (1, False, 0) == told(read_document(written.encode()))
