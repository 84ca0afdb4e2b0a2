r"""Cluster ids for JSON lines `{"message", "code"?}`, without reading the JSON of every line.

Lines are masked as they stand: rules spare backslashes and double quotes, so lines with equal masks differ in variable
parts only, and one of each is read. Where that cannot be seen (a mask swallowed the letter of an escape such as `\n`,
or lies in the code), each line is read by itself. A line that is no JSON only for a number such as `01` may pass, if
with a proper number has the same mask. Chunks are masked in threads; what is kept is a number for each line.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
import orjson
import polars as pl

from analysis.clustering.finalising import cluster_ids, patterns
from analysis.clustering.masking import masked_series
from analysis.clustering.reading import THREADS, KeyReader, Places, whole
from analysis.clustering.state import Key

CHUNK = 8 * 1024 * 1024
BAD, BLANK = -1, -2
_UNCLEAR = r'\\<|"code"\s*:\s*(?:"[^"]*)?<'

Read = Key | int


@dataclass(frozen=True, slots=True)
class Labels:
    """The cluster ids that occur, and for each line its place among them; -1 for a bad line, -2 for a blank one."""

    ids: tuple[str, ...]
    places: tuple[Places, ...]


def chunks(stream: BinaryIO, *, size: int = CHUNK) -> Iterator[bytes]:
    """Give a stream in pieces of about `size` bytes that end where a line ends."""
    rest = b""
    while piece := stream.read(size):
        end = piece.rfind(b"\n") + 1
        if not end:
            rest += piece
            continue
        yield rest + piece[:end]
        rest = piece[end:]
    if rest:
        yield rest


def label_lines(pieces: Iterable[bytes]) -> Labels:
    """Give the clusters of JSON lines; `pieces` end where a line ends."""
    numbers: dict[Key, int] = {}
    places = []
    for keys, of_line in _in_threads(pieces):
        table = np.array([*(numbers.setdefault(key, len(numbers)) for key in keys), BLANK, BAD], dtype=np.int32)
        places.append(table[of_line])
    ids = cluster_ids(patterns(numbers))
    return Labels(tuple(ids[key] for key in numbers), tuple(places))


def _in_threads(pieces: Iterable[bytes]) -> Iterator[tuple[list[Key], Places]]:
    reader = _Reader()
    waiting: deque[Future[tuple[list[Key], Places]]] = deque()
    with ThreadPoolExecutor(THREADS) as pool:
        for piece in pieces:
            waiting.append(pool.submit(reader.read, piece))
            if len(waiting) > THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Reader:
    """Reads pieces; what it has read once it knows, whichever thread asks."""

    def __init__(self) -> None:
        self._by_mask: dict[int, Read] = {}
        self._keys_of = KeyReader()

    def read(self, piece: bytes) -> tuple[list[Key], Places]:
        """Give the distinct keys of a piece, and for each line the place of its key (-1 bad, -2 blank)."""
        lines = _lines(piece)
        masks = masked_series(lines)
        frame = pl.DataFrame({"line": lines, "mask": masks, "hash": masks.hash()}).with_row_index("row")
        distinct = frame.unique("hash", keep="any")
        self._learn(distinct.filter(~pl.col("mask").str.contains(_UNCLEAR)))
        known = {mask: self._by_mask[mask] for mask in distinct["hash"] if self._by_mask.get(mask, BAD) != BAD}
        keys: dict[Key, int] = {}
        of_mask = pl.DataFrame(
            {"hash": list(known), "place": [_place(one, keys) for one in known.values()]},
            schema={"hash": pl.UInt64, "place": pl.Int64},
        )
        placed = frame.select("row", "line", "hash").join(of_mask, on="hash", how="left", maintain_order="left")
        alone = placed.filter(pl.col("place").is_null())
        places = placed["place"].fill_null(BAD).to_numpy().copy()
        places[alone["row"].to_numpy()] = [_place(one, keys) for one in self._keys(alone["line"].to_list())]
        return list(keys), places

    def _learn(self, clear: pl.DataFrame) -> None:
        new = [row for row in clear.select("hash", "line").iter_rows() if row[0] not in self._by_mask]
        self._by_mask.update(zip((mask for mask, _ in new), self._keys([line for _, line in new]), strict=True))

    def _keys(self, lines: list[str]) -> list[Read]:
        read = [_line(line) for line in lines]
        signatures = masked_series(pl.Series([one[0] for one in read if isinstance(one, tuple)], dtype=pl.String))
        following = iter(signatures)
        return [one if isinstance(one, int) else self._keys_of.key(next(following), one[1]) for one in read]


def _place(read: Read, keys: dict[Key, int]) -> int:
    return read if isinstance(read, int) else keys.setdefault(read, len(keys))


def _lines(piece: bytes) -> pl.Series:
    try:
        return pl.read_lines(piece).to_series()
    except pl.exceptions.ComputeError:
        return pl.read_lines(piece.decode("utf-8", "replace").encode()).to_series()


def _line(line: str) -> tuple[str, str | None] | int:
    """Give message and code of a line, or that it is blank or bad."""
    if not line.strip():
        return BLANK
    try:
        plain = _json(line)
    except (ValueError, RecursionError):
        return BAD
    message = plain.get("message") if isinstance(plain, dict) else None
    if not isinstance(message, str):
        return BAD
    code = plain.get("code")
    return whole(message), None if code is None else whole(str(code))


def _json(line: str) -> Any:  # noqa: ANN401 - JSON
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:  # halves of surrogate pairs, NaN: what other writers hold for JSON
        return json.loads(line)


def as_lines(ids: tuple[str, ...], places: Places, *, first: int) -> bytes:
    """Give a JSON line for each line that is not blank; `first` is the number of the first of them."""
    table = np.array([f'{{"cluster": "{one}"}}\n'.encode() for one in ids] or [b""])
    if (places >= 0).all():
        return table[places].tobytes()
    return b"".join(
        _told(number) if place == BAD else table[place]
        for number, place in enumerate(places.tolist(), first)
        if place != BLANK
    )


def _told(number: int) -> bytes:
    plain = {"cluster": None, "error": f"line {number} is no JSON object with a message"}
    return json.dumps(plain).encode() + b"\n"
