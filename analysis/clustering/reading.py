"""Messages to keys, vectorised: mask all in polars, then read each distinct signature once in Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from analysis.clustering.masking import VARIABLE, masked_series
from analysis.clustering.skeleton import skeleton
from analysis.clustering.state import Key
from analysis.clustering.unwrapping import innermost

# polars leaves the interpreter while it masks, so threads are enough; a piece is what one of them masks at a time.
THREADS = 2
_PIECE = 25_000

Places = np.ndarray[tuple[Any, ...], np.dtype[np.signedinteger[Any]]]


@dataclass(frozen=True, slots=True)
class Keyed:
    """Distinct keys, and for each message the place of its key among them."""

    keys: tuple[Key, ...]
    places: Places


class KeyReader:
    """Reads keys; what it has read once it knows, whichever thread asks."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str | None], Key] = {}

    def key(self, signature: str, code: str | None) -> Key:
        """Give the key of a signature; its innermost code counts, or the row's if none is inside or it is masked."""
        key = self._known.get((signature, code))
        if key is None:
            message, inner = innermost(signature)
            counts = inner if inner and VARIABLE not in inner else code
            key = self._known[signature, code] = Key(skeleton(message), (counts or "").strip().lower())
        return key

    def read(self, messages: pl.Series, codes: pl.Series) -> tuple[list[Key], Places]:
        """Give the distinct keys of messages, and for each message the place of its key among them."""
        signatures = masked_series(messages)
        frame = pl.DataFrame({"hash": signatures.hash(), "code": codes.hash(), "text": signatures, "given": codes})
        distinct = frame.unique(["hash", "code"], keep="any")
        keys: dict[Key, int] = {}
        places = [
            keys.setdefault(self.key(text, code), len(keys))
            for text, code in distinct.select("text", "given").iter_rows()
        ]
        table = distinct.select("hash", "code", place=pl.Series(places, dtype=pl.Int64))
        rows = frame.select("hash", "code").join(table, on=["hash", "code"], how="left", maintain_order="left")
        return list(keys), rows["place"].to_numpy()


def read_keys(messages: Iterable[str] | pl.Series, codes: Iterable[str | None] | pl.Series | None = None) -> Keyed:
    """Give the keys of messages.

    Raises:
        ValueError: there are more codes than messages, or fewer.
    """
    texts = as_series(messages)
    given = as_series(codes) if codes is not None else pl.repeat(None, len(texts), dtype=pl.String, eager=True)
    if len(given) != len(texts):
        raise ValueError(f"{len(texts)} messages, but {len(given)} codes")
    reader = KeyReader()
    starts = range(0, len(texts), _PIECE)
    with ThreadPoolExecutor(THREADS) as pool:
        read = list(pool.map(lambda at: reader.read(texts.slice(at, _PIECE), given.slice(at, _PIECE)), starts))
    numbers: dict[Key, int] = {}
    places = [np.array([numbers.setdefault(key, len(numbers)) for key in keys])[of_row] for keys, of_row in read]
    return Keyed(tuple(numbers), np.concatenate(places) if places else np.array([], dtype=np.int64))


def as_series(texts: Iterable[str | None] | pl.Series) -> pl.Series:
    """Give texts as one column; halves of surrogate pairs, which JSON can hold and UTF-8 cannot, replaced."""
    if isinstance(texts, pl.Series):
        return texts.cast(pl.String)
    values: Sequence[str | None] = texts if isinstance(texts, list) else list(texts)
    try:
        return pl.Series(values, dtype=pl.String)
    except UnicodeEncodeError:
        return pl.Series([value if value is None else whole(value) for value in values], dtype=pl.String)


def whole(text: str) -> str:
    """Give a text without halves of surrogate pairs, which JSON can hold and UTF-8 cannot."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
