"""How much is asked of Log Analytics, and how long."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from analysis.sources.azure_calls import Patience


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a query and of an answer.

    `query_seconds` is the service's own limit for a query (600 at most), and `grace_seconds` how much longer the
    connection is held. `answer_seconds` and `most_rows` are for all queries of one answer; the service itself cuts each
    query at 500,000 (learn.microsoft.com/azure/azure-monitor/service-limits#log-queries-and-language).
    Up to `report_rows` rows that say "failed" a report reads them; of more, each workspace counts them, and gives at
    most `most_tallies` kinds of failures. A window whose result is cut is halved down to `shortest`. `reach` is how far
    back names are looked up.
    """

    query_seconds: int = 60
    answer_seconds: float = 180
    grace_seconds: float = 30
    most_rows: int = 500_000
    report_rows: int = 20_000
    most_tallies: int = 5_000
    shortest: timedelta = timedelta(hours=1)
    reach: timedelta = timedelta(days=90)
    patience: Patience = field(default_factory=Patience)
