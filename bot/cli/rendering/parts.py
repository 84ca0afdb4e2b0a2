"""What renderings are made of: the console, items of lists, lines that stay whole."""

from __future__ import annotations

from rich.console import Console
from rich.control import strip_control_codes
from rich.table import Table
from rich.text import Text

_WIDEST = 100


class Pipeable(Console):
    """A console whose reader may stop reading, as `head` does, without that being a failure."""

    def on_broken_pipe(self) -> None:
        """Leave it to the program, which ends well."""
        raise BrokenPipeError


def console(*, width: int | None = None) -> Console:
    """Give the console for answers: as wide as the terminal, but no wider than reads well."""
    made = Pipeable(highlight=False, soft_wrap=False)
    made.width = width or min(made.width, _WIDEST)
    return made


class Unbroken(Text):
    """A line that must stay in one piece to be copied: a command, a link."""


def listed(mark: str, text: str) -> Table:
    """Give an item whose further lines stand under its text, not under its mark."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=len(mark) + 1, justify="right")
    grid.add_column()
    grid.add_row(mark, Text(text))
    return grid


def clipped(text: str, most: int) -> str:
    """Give a text in one line of at most so many characters, without control codes."""
    line = " ".join(strip_control_codes(text).split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def counted(number: int, noun: str) -> str:
    """Give a number with its noun, in the plural unless it is one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
