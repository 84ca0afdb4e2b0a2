"""Exported logs where diagnostic settings put them: in a container of Azure Blob Storage. Needs the extra `blob`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast
from urllib.parse import unquote, urlsplit

from analysis.sources import SourceError
from analysis.sources.export_files import LogFiles
from analysis.sources.export_files.places import LogFile, Opener, archived, unpacked
from analysis.sources.export_files.reading import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGNATURE = re.compile(r"sig=[^&\s'\"]+")
_FORM = "https://ACCOUNT.blob.core.windows.net/CONTAINER/FOLDER"


class FileSystem(Protocol):
    """The part of an fsspec file system that is needed."""

    def find(self, path: str, *, detail: bool) -> dict[str, dict[str, object]]:
        """Give every file under a path, by its name, with its `size`."""
        ...

    def open(self, path: str, mode: str) -> BinaryIO:
        """Open a file."""
        ...


class BlobFiles(LogFiles):
    """An activity log in a container: all shapes, packed or not; see `LogFiles`.

    The address is `https://ACCOUNT.blob.core.windows.net/CONTAINER/FOLDER`, of sovereign clouds too. A signature in it
    (SAS) is used and never shown; without one the login is that of DefaultAzureCredential, or none if `anonymous`.
    """

    def __init__(self, url: str, *, anonymous: bool = False, on_progress: Progress | None = None) -> None:
        parts = urlsplit(url)
        label = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
        super().__init__(label, lambda: _blobs(url, label, anonymous=anonymous), on_progress=on_progress)


def files_of(file_system: FileSystem, folder: str, label: str) -> tuple[LogFile, ...]:
    """Give the files under a folder of a file system, archives by their members, in the order of their names.

    Raises:
        SourceError: the folder cannot be listed or holds no file; the sentence names it by its `label`.
    """
    try:
        listed = file_system.find(folder, detail=True)
    except FileNotFoundError as error:
        raise SourceError(f"there is nothing at {label}") from error
    except Exception as error:  # the SDK raises errors of its own sorts, and of aiohttp's
        raise SourceError(f"{label} cannot be read ({type(error).__name__}): {_advice(error)}") from error
    files = [file for name in sorted(listed) for file in _file(file_system, name, listed[name])]
    if not files:
        raise SourceError(f"no file in {label}")
    return tuple(files)


def _blobs(url: str, label: str, *, anonymous: bool) -> Sequence[LogFile]:
    parts = urlsplit(url)
    account, container = parts.netloc.partition(".")[0], unquote(parts.path).strip("/")
    if parts.scheme != "https" or ".blob." not in parts.netloc or not container:
        raise SourceError(f"{label} is no address of exported logs; it has the form {_FORM}")
    try:
        adlfs = import_module("adlfs")
    except ImportError as error:
        raise SourceError('logs in blob storage need the extra "blob": pip install "aztriage[blob]"') from error
    place: dict[str, object] = {"account_name": account, "account_host": parts.netloc}
    login: dict[str, object] = {"sas_token": parts.query or None, "anon": anonymous}
    patience: dict[str, object] = {"connection_timeout": 10, "read_timeout": 60}  # seconds
    return files_of(cast("FileSystem", adlfs.AzureBlobFileSystem(**place, **login, **patience)), container, label)


def _file(file_system: FileSystem, name: str, told: dict[str, object]) -> Iterator[LogFile]:
    if name.lower().endswith(".zip"):
        yield from archived(name, lambda: file_system.open(name, "rb"))
    else:
        size = told.get("size")
        yield LogFile(name, size if isinstance(size, int) else 0, _opener(file_system, name))


def _opener(file_system: FileSystem, name: str) -> Opener:
    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        with ExitStack() as stack:
            yield unpacked(stack.enter_context(file_system.open(name, "rb")), stack)

    return opened


def _advice(error: Exception) -> str:
    told = _SIGNATURE.sub("sig=…", " ".join(str(error).split()))[:200]
    if "Authoriz" in told or "Authentic" in told or "credential" in told.lower():
        return "log in (az login) and have the role Storage Blob Data Reader on the container"
    return told or "try again later"
