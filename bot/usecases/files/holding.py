"""What a file holds: text to explain, the rows of an activity log, or nothing that can be read."""

from __future__ import annotations

import io
import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO, Final, Literal

from analysis.resource_id import parse
from analysis.sources.export_files import LogFiles
from analysis.sources.export_files.lines import BROKEN
from analysis.sources.export_files.places import LogFile, Opener, archived, unpacked
from analysis.sources.shapes import read_record
from analysis.sources.shapes.documents import read_document
from analysis.window import Window
from bot.usecases.files.decoding import text_of

LARGEST: Final = 32 << 20  # bytes of all that is packed into one file
MOST_MEMBERS: Final = 200
Why = Literal["large", "packed", "much", "binary", "broken", "locked", "empty", "gone", "denied", "slow", "elsewhere"]
_BLOCK: Final = 1 << 20
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE: Final = "[Content_Types].xml"  # in every file of an office program, which is a zip archive
_DAMAGED: Final = (*BROKEN, ValueError, struct.error)  # the last two where places within an archive are wrong
_MOMENT: Final = timedelta(seconds=1)


class UnreadError(Exception):
    """A file cannot be read, and why."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


@dataclass(frozen=True, slots=True)
class Text:
    """A file of text, whole."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Rows:
    """An exported activity log: its files unpacked, how many rows they hold from when to when, and of which machines.

    `machines` are resource ids as spelt in the log, those with the most rows first, each with how many.
    """

    name: str
    files: tuple[LogFile, ...]
    count: int
    window: Window
    machines: tuple[tuple[str, int], ...]

    @property
    def log(self) -> LogFiles:
        """The log, to be asked."""
        return LogFiles(self.name, lambda: self.files)


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that cannot be read, and why."""

    name: str
    why: Why


Held = Text | Rows | Unread


def held(name: str, content: bytes) -> Held:
    """Give what the bytes of a file hold; archives are unpacked, up to 32 MB and never twice."""
    try:
        parts = list(_parts(name, content))
    except UnreadError as error:
        return Unread(name, error.why)
    except _DAMAGED as error:
        return Unread(name, "locked" if "password" in str(error) else "broken")
    if not any(each.strip(b"\0 \t\r\n") for _, each in parts):
        return Unread(name, "empty")
    return _rows(name, parts) or _text(name, parts)


def size_of(thing: Held) -> int:
    """Give how many bytes or characters of a file are kept in memory."""
    match thing:
        case Rows():
            return sum(file.size for file in thing.files)
        case Text():
            return len(thing.text)
    return 0


def together(logs: Sequence[Rows]) -> Rows:
    """Give several logs as one."""
    (first, *others) = logs
    if not others:
        return first
    counts: Counter[str] = Counter()
    for each in logs:
        counts.update(dict(each.machines))
    window = Window(min(each.window.start for each in logs), max(each.window.end for each in logs))
    files = tuple(file for each in logs for file in each.files)
    name = " and ".join(each.name for each in logs)
    return Rows(name, files, sum(each.count for each in logs), window, tuple(counts.most_common()))


def _parts(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Give what a file is made of, unpacked."""
    left = LARGEST
    for part in _packed(name, content):
        data = _unpacked(part, left)
        left -= len(data)
        yield part.name, data


def _packed(name: str, content: bytes) -> Sequence[LogFile]:
    def opened() -> AbstractContextManager[BinaryIO]:
        return nullcontext(io.BytesIO(content))

    if not content.startswith(_ZIP):
        return (LogFile(name, len(content), _one(content, unpack=True)),)
    members: list[LogFile] = []
    for member in archived(name, opened):
        members.append(member)
        if len(members) > MOST_MEMBERS:
            raise UnreadError("packed")
    if any(member.name.endswith(f"/{_OFFICE}") for member in members):
        raise UnreadError("binary")
    return members


def _unpacked(file: LogFile, most: int) -> bytes:
    """Give the bytes of a part, counted while they come: what an archive says of sizes may be a lie."""
    data = bytearray()
    with file.open() as stream:
        while block := stream.read(_BLOCK):
            data += block
            if len(data) > most:
                raise UnreadError("packed")
    return bytes(data)


def _one(content: bytes, *, unpack: bool = False) -> Opener:
    def opened() -> AbstractContextManager[BinaryIO]:
        with ExitStack() as stack:
            stream = io.BytesIO(content)
            inside = unpacked(stream, stack) if unpack else stream
            kept = stack.pop_all()
        return _Closing(inside, kept)

    return opened


@dataclass(slots=True)
class _Closing(AbstractContextManager[BinaryIO]):
    stream: BinaryIO
    kept: ExitStack

    def __enter__(self) -> BinaryIO:
        return self.stream

    def __exit__(self, *error: object) -> None:
        self.kept.close()


def _rows(name: str, parts: Iterable[tuple[str, bytes]]) -> Rows | None:
    """Give the rows of an activity log, None if there is none."""
    files: list[LogFile] = []
    times: list[datetime] = []
    machines: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    for part, data in parts:
        before = len(times)
        for row in _read(data):
            if isinstance(time := row["time"], datetime):
                times.append(time)
            machine = parse(str(row.get("resource_id") or "")).machine
            machines[machine] += 1
            label = str(row.get("resource_label") or "")[: len(machine)]
            spelt[machine] = label if label.lower() == machine else machine
        if len(times) > before:
            files.append(LogFile(part, len(data), _one(data)))
    if not times:
        return None
    del machines[""]
    window = Window(min(times), max(times) + _MOMENT)
    most = tuple((spelt[machine], count) for machine, count in machines.most_common())
    return Rows(name, tuple(files), len(times), window, most)


def _read(data: bytes) -> Iterator[dict[str, object]]:
    try:
        for record in read_document(data).records:
            if row := read_record(record):
                yield row
    except RecursionError:  # lists in lists in lists are no log
        return


def _text(name: str, parts: Sequence[tuple[str, bytes]]) -> Text | Unread:
    texts = [(part, text) for part, data in parts if (text := text_of(data)) is not None]
    if not texts:
        return Unread(name, "binary")
    if len(parts) == 1:
        return Text(name, texts[0][1])
    return Text(name, "\n\n".join(f"{part}\n{text}" for part, text in texts))
