"""What could not be read, counted and named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from analysis.gaps import Gap

_NAMED: Final = 3


@dataclass(slots=True)
class Faults:
    """Files by name for each sort of fault, and rows that no reader understands."""

    unreadable: dict[str, str] = field(default_factory=dict)  # file -> why
    no_log: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    denied: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)  # file -> rows without a known shape or time
    without_details: int = 0  # rows of the portal's CSV

    def file(self, name: str, why: str) -> None:
        """Note a file that could not be read to its end."""
        if why == "no permission":
            self.denied.append(name)
        else:
            self.unreadable[name] = why

    def add_rows(self, name: str, count: int) -> None:
        """Note rows of a file that no reader understands."""
        if count:
            self.rows[name] = self.rows.get(name, 0) + count

    def gaps(self) -> tuple[Gap, ...]:
        """Give the faults as sentences; nothing is left out."""
        told = (
            self._files("unreadable", self.no_log, "no activity log", "Give only exported logs"),
            self._files("unreadable", list(self.unreadable), self._why(), "Copy again what is broken"),
            self._files("denied", self.denied, "not allowed to be read", "Ask for permission to read"),
            self._files("unreadable", self.empty, "empty", ""),
            self._files("cut", self.cut, "cut: the last row is not whole", "Export or copy again"),
            self._rows(),
            self._details(),
        )
        return tuple(gap for gap in told if gap is not None)

    def _files(self, kind: str, names: Sequence[str], what: str, advice: str) -> Gap | None:
        if not names:
            return None
        count = len(names)
        text = f"{count} {'file is' if count == 1 else 'files are'} {what}: {_listed(names)}."
        return Gap(kind, f"{text} {advice}." if advice else text, count)  # type: ignore[arg-type] # one of the kinds

    def _why(self) -> str:
        return f"broken ({_listed(sorted(set(self.unreadable.values())))})"

    def _rows(self) -> Gap | None:
        count = sum(self.rows.values())
        if not count:
            return None
        rows = "1 row has" if count == 1 else f"{count:,} rows have"
        return Gap("unreadable", f"{rows} no known form or no time, in {_listed(sorted(self.rows))}.", count)

    def _details(self) -> Gap | None:
        if not self.without_details:
            return None
        rows = "1 row comes" if self.without_details == 1 else f"{self.without_details:,} rows come"
        text = f"{rows} from the portal's CSV, which holds no causes."
        advice = "Export the log as JSON (az monitor activity-log list) to see them."
        return Gap("no details", f"{text} {advice}", self.without_details)


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")
