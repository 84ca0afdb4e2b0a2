"""A file holds text, a log, or nothing that can be read; no file breaks the bot or fills its memory."""

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.usecases.files import holding
from bot.usecases.files.holding import Held, Rows, Text, Unread, held, together

LOGS = Path(__file__).parents[3] / "data" / "logs"
ERROR = b"Error: AllocationFailed: no capacity"
MEGABYTE = 1 << 20


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Give a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def why(found: Held) -> str:
    """Give why a file was not read."""
    assert isinstance(found, Unread)
    return found.why


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("doc_PT1H.json", 1),
        ("doc_status_messages.json", 5),
        ("export_records_panther.jsonl", 210),
        ("la_portal_export.csv", 23),
        ("rest_select.json", 113),
        ("doc_healthresources.json", 2),
    ],
)
def test_a_log_of_any_shape_is_recognised(name: str, count: int) -> None:
    """As it was exported, and packed."""
    content = (LOGS / name).read_bytes()
    for packed in (content, gzip.compress(content), zipped({name: content})):
        found = held(name, packed)
        assert isinstance(found, Rows)
        assert count == found.count


def test_a_log_tells_times_and_machines() -> None:
    """From its first row to its last, and the machines as they are spelt, with the most rows first."""
    found = held("a.json", (LOGS / "doc_status_messages.json").read_bytes())
    assert isinstance(found, Rows)
    assert datetime(2024, 8, 30, 10, 0, 7, tzinfo=UTC) == found.window.start
    assert ["my-vm-0", "my-vm-1"] == [name.rsplit("/", 1)[-1] for name, _ in found.machines[:2]]
    assert found.log.find("my-vm-1").resources


def test_logs_are_asked_together() -> None:
    """Rows, times and machines of all of them."""
    both = [held(name, (LOGS / name).read_bytes()) for name in ("doc_status_messages.json", "doc_PT1H.json")]
    one = together([each for each in both if isinstance(each, Rows)])
    assert (6, datetime(2020, 6, 12, 13, 7, 46, 766000, tzinfo=UTC)) == (one.count, one.window.start)
    assert one.log.find("my-vm-1").resources
    assert one.log.find("mv-vm-01").resources


@pytest.mark.parametrize(
    "content", [ERROR, b'{"error": {"code": "AllocationFailed"}}', b"[1, 2, 3]", b"a,b\n1,2\n", b"[" * 900 + b"]" * 900]
)
def test_what_is_no_log_is_text(content: bytes) -> None:
    """JSON, tables and lists too."""
    assert held("a", content) == Text("a", content.decode())


def test_text_is_unpacked() -> None:
    """Of an archive of several files each is named; what is no text among them is left out."""
    assert held("a.gz", gzip.compress(ERROR)) == Text("a.gz", ERROR.decode())
    found = held("a.zip", zipped({"x.log": ERROR, "y.bin": bytes(range(256)), ".hidden": ERROR}))
    assert found == Text("a.zip", f"a.zip/x.log\n{ERROR.decode()}")


UNREAD = {
    "nothing": (b"", "empty"),
    "blanks": (b" \r\n\0", "empty"),
    "nothing packed": (gzip.compress(b""), "empty"),
    "no member": (zipped({}), "empty"),
    "any bytes": (bytes(range(256)), "binary"),
    "any bytes packed": (zipped({"a.bin": bytes(range(256))}), "binary"),
    "an office file": (zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "binary"),
    "cut": (gzip.compress(ERROR * 999)[:-20], "broken"),
    "no gzip": (b"\x1f\x8b" + b"x" * 99, "broken"),
    "no zip": (b"PK\x03\x04" + b"x" * 99, "broken"),
    "many members": (zipped({f"{number}.log": b"x" for number in range(holding.MOST_MEMBERS + 1)}), "packed"),
}


@pytest.mark.parametrize("name", UNREAD)
def test_what_cannot_be_read_is_said(name: str) -> None:
    """By one of few reasons."""
    content, reason = UNREAD[name]
    assert why(held("a", content)) == reason


def test_bombs_are_not_unpacked() -> None:
    """Neither a large one nor many that are large together, also where the archive lies about their sizes."""
    zeros = b"\0" * (holding.LARGEST + MEGABYTE)
    assert "packed" == why(held("a.gz", gzip.compress(zeros)))
    assert "packed" == why(held("a.zip", zipped({"a": zeros})))
    part = b" " * (holding.LARGEST // 4 + MEGABYTE)
    assert "packed" == why(held("a.zip", zipped({f"{number}": part for number in range(4)})))
    lying = zipped({"a": zeros}).replace(len(zeros).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    assert why(held("a.zip", lying)) in {"broken", "empty", "packed"}
    nested = zipped({"a.gz": gzip.compress(zeros)})
    assert "packed" == why(held("a.zip", nested))


def test_many_streams_in_one_are_counted_together() -> None:
    """A gzip file may hold several, one after the other."""
    stream = gzip.compress(b" " * MEGABYTE)
    assert "packed" == why(held("a.gz", stream * (holding.LARGEST // MEGABYTE + 2)))


def test_brackets_without_end_are_text() -> None:
    """A log is not nested a thousand deep."""
    for content in (b"[" * MEGABYTE, b'{"a":' * 200_000, b'{"records":[' * 450 + b"1" + b"]}" * 450):
        assert isinstance(held("a", content), Text)


@given(
    st.binary(max_size=600), st.sampled_from([b"", b"\x1f\x8b\x08", b"PK\x03\x04", b"\xff\xfe", b"{", b"[", b"time,"])
)
def test_any_bytes_are_held(rest: bytes, start: bytes) -> None:
    """Nothing raises."""
    assert held("a", start + rest).name == "a"


@given(st.binary(max_size=300), st.integers(0, 400), st.integers(0, 255))
def test_damaged_archives_are_held(content: bytes, place: int, value: int) -> None:
    """One wrong byte anywhere gives a text, other bytes, or a reason."""
    for packed in (gzip.compress(content), zipped({"a.log": content})):
        damaged = bytearray(packed)
        damaged[place % len(damaged)] = value
        assert held("a", bytes(damaged)).name == "a"


_ROW = st.dictionaries(
    st.sampled_from(["time", "eventTimestamp", "operationName", "resourceId", "properties", "records", "status"]),
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=20), st.lists, max_leaves=5),
)


@given(st.lists(_ROW, max_size=5))
def test_any_json_is_held(rows: list[object]) -> None:
    """As one document and as lines."""
    assert held("a", json.dumps(rows).encode()).name == "a"
    assert held("a", "\n".join(map(json.dumps, rows)).encode()).name == "a"


def test_packed_bytes_without_a_head_are_no_text() -> None:
    """What is packed otherwise is binary."""
    assert "binary" == why(held("a.zz", zlib.compress(bytes(range(256)) * 99)))
