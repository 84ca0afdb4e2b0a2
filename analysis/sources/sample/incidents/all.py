"""Every incident of the sample."""

from __future__ import annotations

from analysis.sources.sample.fleet import Fleet
from analysis.sources.sample.incidents.failures import failures
from analysis.sources.sample.incidents.people import people
from analysis.sources.sample.incidents.platform import platform
from analysis.sources.sample.incidents.policy import policies
from analysis.sources.sample.incidents.scale_sets import scale_sets
from analysis.sources.sample.incidents.stage import Stage
from analysis.sources.sample.ledger import Ledger
from analysis.sources.sample.period import Period


def plant(ledger: Ledger, fleet: Fleet, period: Period) -> None:
    """Write every incident; one that began before the period is written too, and its rows are left out later."""
    stage = Stage(ledger, fleet, period)
    for write in (platform, people, failures, scale_sets, policies):
        write(stage)
