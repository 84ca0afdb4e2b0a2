"""Which files a log lies in: paths and folders, and the members of zip archives; each opened and unpacked on demand."""

from __future__ import annotations

import gzip
import io
import os
import re
import struct
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final, Never

from analysis.sources import SourceError

Opener = Callable[[], AbstractContextManager[BinaryIO]]

_GZIP: Final = b"\x1f\x8b"
# What the zip library raises, beside its own error, for a directory that was written over.
_DAMAGED: Final = (ValueError, IndexError, OverflowError, struct.error)
# How storage lays out an exported log: a file an hour. Lower case, so that copies made by hand fit too.
_HOUR: Final = re.compile(r"y=(\d{4})[/\\]m=(\d\d)[/\\]d=(\d\d)[/\\]h=(\d\d)[/\\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LogFile:
    """One file of a log: its name for readers, its size as stored (bytes), and a way to open it, unpacked."""

    name: str
    size: int
    open: Opener

    @property
    def hour(self) -> datetime | None:
        """The hour (UTC) whose rows the file holds by its path, None if the path names none."""
        found = _HOUR.search(self.name)
        try:
            return datetime(*(int(part) for part in found.groups()), tzinfo=UTC) if found else None  # type: ignore[misc, arg-type] # four numbers, then the zone by name
        except ValueError:
            return None


def local_files(paths: Sequence[Path]) -> tuple[LogFile, ...]:
    """Give the files of these paths, folders with everything under them, in the order of their names.

    Raises:
        SourceError: a path does not exist or must not be read, or there is no file at all.
    """
    found = [file for path in paths for file in _files(path)]
    if not found:
        raise SourceError(f"no file in {', '.join(str(path) for path in paths) or 'no path'}")
    return tuple(found)


def unpacked(stream: BinaryIO, stack: ExitStack) -> BinaryIO:
    """Give a stream of what a gzip stream holds; any other stream as it is, from its start."""
    head = stream.read(2)
    stream.seek(0)
    return stack.enter_context(gzip.GzipFile(fileobj=stream)) if head == _GZIP else stream  # type: ignore[return-value] # reads like one


def archived(name: str, open_archive: Opener) -> Iterator[LogFile]:
    """Give the members of a zip archive; one that cannot be read is a file that fails when it is opened."""
    try:
        with open_archive() as stream, zipfile.ZipFile(stream) as archive:
            members = [one for one in archive.infolist() if not one.is_dir() and not _hidden(one.filename)]
    except (zipfile.BadZipFile, OSError, NotImplementedError, *_DAMAGED) as error:
        yield LogFile(name, 1, _failing(_broken(error)))
        return
    for member in members:
        yield LogFile(f"{name}/{member.filename}", member.file_size, _member(open_archive, member.filename))


def _broken(error: Exception) -> Exception:
    """Give the fault of an archive whose directory says what cannot be, which the library meets as other errors."""
    return zipfile.BadZipFile("its directory is damaged") if isinstance(error, _DAMAGED) else error


def _failing(error: Exception) -> Opener:
    def opened() -> Never:
        raise error

    return opened


def _files(path: Path) -> Iterator[LogFile]:
    try:
        if path.is_dir():
            inside = sorted(_under(path))
        elif path.exists():
            inside = [path]
        else:
            raise SourceError(f"there is no file or folder {path}")
        for one in inside:
            yield from _file(one)
    except PermissionError as error:
        raise SourceError(f"no permission to read {error.filename or path}") from error


def _under(folder: Path) -> Iterator[Path]:
    for at, folders, names in os.walk(folder):
        folders[:] = [one for one in folders if not _hidden(one)]
        yield from (Path(at, name) for name in names if not _hidden(name))


def _file(path: Path) -> Iterable[LogFile]:
    if path.suffix.lower() == ".zip":
        return archived(str(path), lambda: path.open("rb"))
    return (LogFile(str(path), path.stat().st_size, _plain(path)),)


def _plain(path: Path) -> Opener:
    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        with ExitStack() as stack:
            yield unpacked(stack.enter_context(path.open("rb", buffering=0)), stack)

    return opened


def _member(open_archive: Opener, member: str) -> Opener:
    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        with ExitStack() as stack:
            try:
                archive = stack.enter_context(zipfile.ZipFile(stack.enter_context(open_archive())))
                reader = stack.enter_context(archive.open(member))
            except _DAMAGED as error:
                raise _broken(error) from error
            inside = io.BufferedReader(reader)  # type: ignore[type-var] # reads like one
            yield unpacked(inside, stack)

    return opened


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in re.split(r"[/\\]", name))
