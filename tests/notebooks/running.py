"""Runs a notebook cell by cell, as a kernel does, and keeps what it shows.

The cells run in this process and in one namespace, so that a test can look at what they made; no kernel is needed.
"""

import ast
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "notebooks"


@dataclass(frozen=True)
class Run:
    """A notebook that was executed: the names it made, and what it showed, in order."""

    names: dict[str, Any]
    shown: list[object] = field(default_factory=list)

    @property
    def charts(self) -> list[str]:
        """Give the charts that were shown, each drawn as SVG, as altair gives them to a notebook."""
        drawable = [one for one in self.shown if hasattr(one, "_repr_mimebundle_") and hasattr(one, "to_dict")]
        return [one._repr_mimebundle_()["image/svg+xml"] for one in drawable]


def cells(path: Path) -> list[dict[str, Any]]:
    """Give the cells of a notebook."""
    return list(json.loads(path.read_text(encoding="utf-8"))["cells"])


def code(path: Path) -> Iterator[tuple[str, ast.Module]]:
    """Give the code cells of a notebook, parsed, each with a name for tracebacks."""
    for cell in cells(path):
        if cell["cell_type"] == "code":
            name = f"{path.name}, cell {cell['id']}"
            yield name, ast.parse("".join(cell["source"]), name)


def executed(path: Path) -> Run:
    """Execute the code cells in their order; what fails in them is raised."""
    shown: list[object] = []
    run = Run({"__name__": "__main__", "display": shown.append}, shown)
    for name, cell in code(path):
        last = cell.body.pop() if cell.body and isinstance(cell.body[-1], ast.Expr) else None
        exec(compile(cell, name, "exec"), run.names)
        if isinstance(last, ast.Expr):
            _show(eval(compile(ast.Expression(last.value), name, "eval"), run.names), shown.append)
    return run


def _show(value: object, display: Callable[[object], None]) -> None:
    if value is not None:
        display(value)
