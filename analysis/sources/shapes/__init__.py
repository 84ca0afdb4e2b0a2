"""One reader for every shape that rows of an activity log come in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from analysis.sources.shapes import export, health_resources, log_analytics, portal_csv, rest
from analysis.sources.shapes.values import Fields, fields

_SHAPES: Final[tuple[tuple[Callable[[Fields], bool], Callable[[Fields], dict[str, object] | None]], ...]] = (
    (rest.fits, rest.read),
    (export.fits, export.read),
    (log_analytics.fits, log_analytics.read),
    (health_resources.fits_event, health_resources.read_event),
    (health_resources.fits, health_resources.read),
    (portal_csv.fits, portal_csv.read),
)


def read_record(record: Mapping[str, object]) -> dict[str, object] | None:
    """Give a row of any shape under the canonical column names (`analysis.events`), without empty ones.

    Names of fields are read in any casing. None if it has no known shape or no time that a row can have.
    """
    row = fields(record)
    for fits, read in _SHAPES:
        if fits(row):
            return read(row)
    return None
