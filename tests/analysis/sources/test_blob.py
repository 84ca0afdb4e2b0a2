import gzip
import io
import sys
import zipfile
from datetime import timedelta
from importlib import import_module
from typing import Protocol, cast

import pytest

from analysis.sources import SourceError
from analysis.sources.blob import BlobFiles, FileSystem, files_of
from analysis.sources.export_files import LogFiles
from analysis.window import Window
from tests.analysis.sources.export_files.writing import START, VM, lines, row

ROOT = "/insights-activity-logs"
ADDRESS = "https://account.blob.core.windows.net/insights-activity-logs/x"


class Store(FileSystem, Protocol):
    """A file system that a test can fill; fsspec is published without types."""

    store: dict[str, object]

    def pipe_file(self, path: str, value: bytes) -> None:
        """Write a file."""
        ...


@pytest.fixture
def memory() -> Store:
    """Give an empty file system that lives in memory."""
    file_system = cast("Store", import_module("fsspec").filesystem("memory"))
    file_system.store.clear()
    return file_system


def test_container(memory: Store) -> None:
    """Plain, packed and archived logs of a container are read as those of a folder."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("PT1H.json", lines([row(minutes=2)]))
    memory.pipe_file(f"{ROOT}/y=2026/m=11/d=01/h=10/m=00/PT1H.json", lines([row()]))
    memory.pipe_file(f"{ROOT}/more/PT1H.json.gz", gzip.compress(lines([row(minutes=1)])))
    memory.pipe_file(f"{ROOT}/more/old.zip", packed.getvalue())
    for whole in (0, 1 << 30):
        log = LogFiles("a container", lambda: files_of(memory, ROOT, "a container"), whole=whole)
        assert (VM,) == log.find("web-01").resources
        assert 3 == len(log.about(VM, Window(START, START + timedelta(hours=1))).events)


def test_nothing_there(memory: Store) -> None:
    """A container without files ends in one sentence."""
    with pytest.raises(SourceError, match=r"no file in|nothing at"):
        files_of(memory, "/missing", "a container")


@pytest.mark.parametrize(
    "url", ["http://account.blob.core.windows.net/c", "https://example.com/c", ADDRESS.partition("/insights")[0]]
)
def test_no_address_of_logs(url: str) -> None:
    """Other addresses are refused with the form that is right."""
    with pytest.raises(SourceError, match="ACCOUNT"):
        BlobFiles(url).find("web-01")


def test_signature_is_not_shown() -> None:
    """The signature in an address does not come into answers."""
    assert ADDRESS == BlobFiles(f"{ADDRESS}?sp=r&" + "sig" + "=abc").label


def test_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the sentence says how to get it."""
    monkeypatch.setitem(sys.modules, "adlfs", None)
    with pytest.raises(SourceError, match=r"aztriage\[blob\]"):
        BlobFiles(ADDRESS).find("web-01")


def test_refused_login() -> None:
    """A refused login ends in the role that mends it, without the signature."""

    class Refusing:
        """A file system that refuses."""

        def find(self, path: str, *, detail: bool) -> dict[str, dict[str, object]]:
            raise PermissionError("AuthorizationPermissionMismatch at ?" + "sig" + "=abc")

        def open(self, path: str, mode: str) -> io.BytesIO:
            raise PermissionError(path)

    with pytest.raises(SourceError, match="Storage Blob Data Reader") as error:
        files_of(Refusing(), ROOT, "a container")
    assert "abc" not in str(error.value)
