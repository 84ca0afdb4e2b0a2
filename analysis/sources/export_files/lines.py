"""The lines of one file that a search wants, without parsing the others."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Final, Protocol, TypeVar

import numpy as np
import orjson

from analysis.sources.export_files.places import LogFile

T = TypeVar("T")

BLOCK: Final = 4 << 20  # bytes read at once: fits a processor's cache, and a file of an hour is one block
_LEAST: Final = 1 << 16
LARGEST: Final = 1 << 30  # bytes of a document that must be read as a whole
BROKEN: Final = (OSError, EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, NotImplementedError, RuntimeError)
_NEWLINE, _RETURN, _OPEN, _CLOSE = b"\n\r{}"
_SAMPLES: Final = 6  # lines of a block that show which times a file holds
_SNIFFED: Final = 5  # complete lines looked at to tell JSON lines from other forms


class Finding(Protocol):
    """A place in a block."""

    def start(self) -> int:
        """Give where it begins."""
        ...


class Search(Protocol):
    """A compiled pattern that finds its next place in bytes; other threads run meanwhile."""

    def search(self, text: bytes, pos: int) -> Finding | None:
        """Give the first place from `pos` on, None if there is none."""
        ...

    def findall(self, text: bytes) -> list[bytes]:
        """Give all texts that fit."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """Two searches for the same: a quick one for blocks whose sample `fits`, and one that misses nothing anywhere."""

    fits: Callable[[Sequence[bytes]], bool]
    quick: Search
    sure: Search

    def of(self, samples: Sequence[bytes]) -> Search:
        """Give the search for a block with these lines."""
        return self.quick if self.fits(samples) else self.sure


Searches = Sequence[Search | Choice]


@dataclass(slots=True)
class Scanned:
    """What was found in one file: for each search the lines that hold it, whole.

    A file that is not JSON lines comes as a whole in `document`. `fault` says why a file could not be read.
    """

    file: LogFile
    hits: list[list[bytes]]
    document: bytes | None = None
    samples: list[bytes] = field(default_factory=list)  # lines from all over the file, the first and the last too
    last: bytes = b""
    empty: bool = False
    fault: str = ""
    strange: int = 0  # lines that do not even begin and end like a row


def scan(file: LogFile, searches: Searches, *, whole: bool = False) -> Scanned:
    """Give the lines of a file that each search wants, or the file as a document if it is wanted `whole`."""
    found = Scanned(file, [[] for _ in searches])
    try:
        with file.open() as stream:
            _scan(stream, found, searches, whole=whole)
    except PermissionError:
        found.fault = "no permission"
    except BROKEN as error:
        found.fault = str(error) or type(error).__name__
    return found


def collect(file: LogFile, gather: Callable[[bytes], Iterable[T]]) -> set[T]:
    """Give what is gathered from the blocks of a file; of a broken file from those before the break."""
    found: set[T] = set()
    try:
        with file.open() as stream:
            for block in whole_lines(stream, file.size):
                found.update(gather(block))
    except BROKEN:
        pass
    return found


def whole_lines(stream: BinaryIO, size: int = BLOCK) -> Iterator[bytes]:
    """Give a stream of about this size in blocks that end with a line; only the last may end without a newline."""
    rest = b""
    room = max(_LEAST, min(size, BLOCK))  # memory asked for and not filled costs more time than reading
    while block := stream.read(room):
        end = block.rfind(b"\n") + 1
        if end:
            yield rest + block[:end] if rest else block if end == len(block) else block[:end]
            rest = block[end:]
        else:
            rest += block
    if rest:
        yield rest


def is_lines(block: bytes) -> bool:
    """Tell whether a file that begins with this block holds JSON lines."""
    for line in block[: BLOCK // 4].split(b"\n", _SNIFFED)[:_SNIFFED]:
        row = line.strip().removeprefix(b"\xef\xbb\xbf")
        if row.startswith(b"{") and row.endswith(b"}") and row != b"{}":
            try:
                orjson.loads(row)
            except orjson.JSONDecodeError:
                continue
            return True
    return False


def _scan(stream: BinaryIO, found: Scanned, searches: Searches, *, whole: bool) -> None:
    blocks = whole_lines(stream, found.file.size)
    block = next(blocks, b"")
    found.empty = not block.strip()
    if found.empty:
        return
    if whole or not is_lines(block):
        found.document = _rest(block, blocks, found)
        return
    while block:
        samples = _samples(block)
        for lines, search in zip(found.hits, searches, strict=True):
            lines.extend(_hits(block, search.of(samples) if isinstance(search, Choice) else search))
        found.samples += samples
        found.strange += _strange(block)
        last, block = block, next(blocks, b"")
    ended = last.rstrip()
    found.last = ended[ended.rfind(b"\n") + 1 :]
    found.samples.append(found.last)


def _samples(block: bytes) -> list[bytes]:
    """Give lines at even distances, the first of them the first."""
    found = []
    for at in range(0, len(block), max(len(block) // _SAMPLES, 1)):
        start = block.rfind(b"\n", 0, at + 1) + 1
        end = block.find(b"\n", start)
        found.append(block[start : end if end >= 0 else None])
    return found


def _strange(block: bytes) -> int:
    """Give the number of whole lines that do not begin and end like an object; blank lines are none."""
    letters = np.frombuffer(block, np.uint8)
    ends = np.flatnonzero(letters == _NEWLINE)
    starts = np.concatenate(([0], ends[:-1] + 1)) if len(ends) else ends
    returns = (letters[ends - 1] == _RETURN) & (ends > starts)
    last = ends - 1 - returns
    sound = (letters[starts] == _OPEN) & (letters[last] == _CLOSE)
    blank = last < starts
    return int(np.count_nonzero(~(sound | blank)))


def _rest(block: bytes, blocks: Iterator[bytes], found: Scanned) -> bytes | None:
    parts, size = [block], len(block)
    for part in blocks:
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            found.fault = f"larger than {LARGEST >> 20} MB without being JSON lines"
            return None
    return b"".join(parts)


def _hits(block: bytes, search: Search) -> Iterator[bytes]:
    """Give each line that holds what is searched for, once."""
    at = 0
    while (place := search.search(block, at)) is not None:
        start = block.rfind(b"\n", 0, place.start()) + 1
        end = block.find(b"\n", place.start() + 1)
        end = len(block) if end < 0 else end
        yield block[start:end]
        if end >= len(block):
            return
        at = end
