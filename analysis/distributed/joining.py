"""What a bucket becomes: rows that lay in many files, joined to operations and counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from analysis import events
from analysis.distributed.counting import Counts, counts_of
from analysis.distributed.parts import Bucket
from analysis.failures import failures
from analysis.families import linked
from analysis.filters import Filter, filtered
from analysis.operation import Operation, OperationKey
from analysis.operations import apart
from analysis.retries import DELETES, one_delete
from analysis.sources.export_files.copies import without_copies
from analysis.tags import tags
from analysis.window import Window

Tags = Mapping[str, Mapping[str, str]]
Changed = Mapping[OperationKey, Operation | None]

_OPERATION: Final = 8192  # bytes that an operation takes, about


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """The operations of a bucket, each by itself.

    `tagged` are the rows that tell tags, `silent` counts rows of failures with neither code nor message, and
    `operations_in_window` this bucket's share of all operations with a row in the window.
    """

    operations: tuple[Operation, ...]
    tagged: pd.DataFrame
    silent: int
    operations_in_window: int

    def __sizeof__(self) -> int:
        """Give about how many bytes it takes: by that workers know when to move results to disk."""
        return _OPERATION * len(self.operations) + int(self.tagged.memory_usage(deep=True).sum())


def join(buckets: Sequence[Bucket]) -> Joined:
    """Give the operations of one bucket out of what all parts hold for it."""
    rows = without_copies(events.table(row for bucket in buckets for row in bucket.rows))
    failed = rows[rows["status"] == "failed"]
    return Joined(
        operations=apart(rows),
        tagged=rows[rows["request"].str.contains('"tags"', regex=False).astype(bool)],
        silent=int((failed["message"].eq("") & failed["error_code"].eq("")).sum()),
        operations_in_window=len(np.unique(np.concatenate([bucket.operations for bucket in buckets]))),
    )


def deletes(joined: Joined) -> list[Operation]:
    """Give the deletes of a bucket; the platform's own tries of one delete may lie in several."""
    return [one for one in joined.operations if one.operation in DELETES]


def tried_again(parts: Iterable[Iterable[Operation]]) -> dict[OperationKey, Operation | None]:
    """Give the deletes that several tries make one: the first stands for all, and the others are None."""
    every = [one for part in parts for one in part]
    kept = {one.key: one for one in one_delete(every)}
    return {one.key: kept.get(one.key) for one in every if kept.get(one.key) is not one}


def tags_of(joined: Iterable[Joined]) -> Tags:
    """Give the last tags known of each resource."""
    return tags(without_copies(events.joined(one.tagged for one in joined)))


def count(joined: Joined, changed: Changed, known: Tags, window: Window, filters: Sequence[Filter]) -> Counts:
    """Give the counts of a bucket's failures that pass the filters, with parents and children told apart."""
    merged = [changed.get(one.key, one) for one in joined.operations]
    found = failures(linked(one for one in merged if one is not None))
    counts = counts_of(filtered(found, filters, tags=known), window)
    spellings = {one.resource: one.resource_id for one in joined.operations}
    return Counts(counts.parts, counts.speakers, spellings, joined.silent, joined.operations_in_window)
