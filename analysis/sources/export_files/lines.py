"""The lines of one file that a search wants, without parsing the others."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Final, Protocol, TypeVar

import orjson

from analysis.sources.export_files.block import Block
from analysis.sources.export_files.correlations import Index, indexed
from analysis.sources.export_files.places import LogFile

T = TypeVar("T")

BLOCK: Final = 4 << 20  # bytes read at once: fits a processor's cache, and a file of an hour is one block
_LEAST: Final = 1 << 16
TOGETHER: Final = 24 << 20  # bytes gathered from at once, so that the interpreter's lock is seldom waited for
LARGEST: Final = 1 << 30  # bytes of a document that must be read as a whole
BROKEN: Final = (OSError, EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, NotImplementedError, RuntimeError)
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


class Quick(Protocol):
    """What finds lines in a block faster than a pattern does."""

    def lines(self, block: Block) -> Iterator[bytes]:
        """Give the lines that are wanted, once each."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """Two searches for the same: a quick one for blocks whose sample `fits`, and one that misses nothing anywhere."""

    fits: Callable[[Sequence[bytes]], bool]
    quick: Quick
    sure: Search

    def lines(self, block: Block) -> Iterator[bytes]:
        """Give the lines that are wanted."""
        return self.quick.lines(block) if self.fits(block.samples) else hits(block.data, self.sure)


Searches = Sequence[Search | Choice]


@dataclass(slots=True)
class Scanned:
    """What was found in one file: for each search the lines that hold it, whole.

    A file that is not JSON lines comes as a whole in `document`. `fault` says why a file could not be read. `index`
    tells where lines of correlations lie, if that was asked for.
    """

    file: LogFile
    hits: list[list[bytes]]
    document: bytes | None = None
    samples: list[bytes] = field(default_factory=list)  # lines from all over the file, the first and the last too
    last: bytes = b""
    empty: bool = False
    fault: str = ""
    strange: int = 0  # lines that do not even begin and end like a row
    index: list[Index] = field(default_factory=list)


def scan(file: LogFile, searches: Searches, *, whole: bool = False, index: bool = False) -> Scanned:
    """Give the lines of a file that each search wants, or the file as a document if it is wanted `whole`."""
    found = Scanned(file, [[] for _ in searches])
    try:
        with file.open() as stream:
            _scan(stream, found, searches, whole=whole, index=index)
    except PermissionError:
        found.fault = "no permission"
    except BROKEN as error:
        found.fault = str(error) or type(error).__name__
    return found


def lines_of(file: LogFile, searches: Searches) -> list[bytes]:
    """Give the lines of a file that any search wants; of a broken file those before the break."""
    found: list[bytes] = []
    try:
        with file.open() as stream:
            for data in whole_lines(stream, file.size):
                block = Block(data)
                found += [line for search in searches for line in _wanted(block, search)]
    except BROKEN:
        pass
    return found


def lines_at(file: LogFile, places: Sequence[tuple[int, int]]) -> Iterator[bytes]:
    """Give the lines of a file from these places to those (bytes), in order; of a broken file none."""
    if not places:
        return
    try:
        with file.open() as stream:
            for start, stop in places:
                stream.seek(start)
                yield stream.read(stop - start)
    except BROKEN:
        pass


def collect(files: Iterable[LogFile], gather: Callable[[bytes], Iterable[T]]) -> set[T]:
    """Give what is gathered from the lines of files, many at once; of a broken file from those before the break."""
    found: set[T] = set()
    blocks: list[bytes] = []
    for block in _ended(files):
        blocks.append(block)
        if sum(map(len, blocks)) >= TOGETHER:
            found.update(gather(b"".join(blocks)))
            blocks.clear()
    if blocks:
        found.update(gather(b"".join(blocks)))
    return found


def _ended(files: Iterable[LogFile]) -> Iterator[bytes]:
    """Give the blocks of files, each with a newline at its end."""
    for file in files:
        try:
            with file.open() as stream:
                for block in whole_lines(stream, file.size):
                    yield block if block.endswith(b"\n") else block + b"\n"
        except BROKEN:
            continue


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
    start, most = 0, min(len(block), BLOCK // 4)
    for _ in range(_SNIFFED):
        end = block.find(b"\n", start, most)
        if _is_row(block[start : end if end >= 0 else most]):
            return True
        if end < 0:
            break
        start = end + 1
    return False


def _is_row(line: bytes) -> bool:
    row = line.strip().removeprefix(b"\xef\xbb\xbf")
    if not row.startswith(b"{") or not row.endswith(b"}") or row == b"{}":
        return False
    try:
        orjson.loads(row)
    except orjson.JSONDecodeError:
        return False
    return True


def _scan(stream: BinaryIO, found: Scanned, searches: Searches, *, whole: bool, index: bool) -> None:
    blocks = whole_lines(stream, found.file.size)
    data = next(blocks, b"")
    found.empty = not data or data.isspace()
    if found.empty:
        return
    if whole or not is_lines(data):
        found.document = _rest(data, blocks, found)
        return
    offset = 0
    while data:
        block = Block(data, offset)
        for lines, search in zip(found.hits, searches, strict=True):
            lines.extend(_wanted(block, search))
        if index:
            found.index.append(indexed(block))
        found.samples += block.samples
        found.strange += block.strange()
        offset += len(data)
        data = next(blocks, b"")
    found.last = block.last
    if found.last not in found.samples:
        found.samples.append(found.last)


def _rest(block: bytes, blocks: Iterator[bytes], found: Scanned) -> bytes | None:
    parts, size = [block], len(block)
    for part in blocks:
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            found.fault = f"larger than {LARGEST >> 20} MB without being JSON lines"
            return None
    return b"".join(parts)


def _wanted(block: Block, search: Search | Choice) -> Iterator[bytes]:
    return search.lines(block) if isinstance(search, Choice) else hits(block.data, search)


def hits(block: bytes, search: Search) -> Iterator[bytes]:
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
