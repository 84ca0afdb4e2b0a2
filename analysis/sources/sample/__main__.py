"""Writes the sample to files: `python -m analysis.sources.sample --out FOLDER`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from analysis.sources.sample.period import UNTIL, WEEKS, Period
from analysis.sources.sample.story import Story, truth
from analysis.sources.sample.writing.folders import SHAPES, write_truth


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the shapes asked for and the truth; give the exit status."""
    asked = _parser().parse_args(arguments)
    story = Story(Period(asked.until, asked.weeks, asked.seed), asked.scale, asked.healthy)
    for name in SHAPES if asked.shape == "all" else [asked.shape]:
        count = SHAPES[name](story.rows(), asked.out / name)
        sys.stdout.write(f"{asked.out / name}: {count:,} rows\n")
    write_truth(truth(story), asked.out)
    sys.stdout.write(f"{asked.out / 'truth.json'}: what is true of them\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("analysis.sources.sample", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where to write")
    parser.add_argument("--shape", choices=["all", *SHAPES], default="all", help="how to write the rows")
    parser.add_argument("--seed", type=int, default=1, help="another number, another sample")
    parser.add_argument("--until", type=_day, default=UNTIL, metavar="DATE", help="its end, a Monday (UTC)")
    parser.add_argument("--weeks", type=_count, default=WEEKS, help="how many weeks up to there")
    parser.add_argument("--scale", type=_count, default=1, metavar="N", help="the fleet, N times side by side")
    parser.add_argument("--healthy", action="store_true", help="no incidents; failures recur at constant rates")
    return parser


def _day(text: str) -> datetime:
    day = datetime.fromisoformat(text).replace(tzinfo=UTC)
    if day.weekday() or day != day.replace(hour=0, minute=0, second=0, microsecond=0):
        raise argparse.ArgumentTypeError("the end must be a Monday, such as 2026-11-16")
    return day


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
