"""The notebooks run on the built-in sample, draw every chart, and hold no outputs; what they teach is true."""

import ast
import sys
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.notebooks.running import FOLDER, Run, cells, code, executed

NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
OURS = {"kb", "analysis"}
PUBLIC = {"altair", "numpy", "pandas", "scipy", "sklearn"}
LEAST_CHARTS = 5
# A page more or less moves a score a little; the curve is fitted anew when it moves confidences by more.
DRIFT = 0.02


@pytest.fixture(scope="module")
def ran() -> Callable[[str], Run]:
    """Give the execution of a notebook by its number; each is executed once."""

    @cache
    def once(number: str) -> Run:
        return executed(next(FOLDER.glob(f"{number}-*.ipynb")))

    return once


def imported(path: Path) -> set[str]:
    """Give the packages that a notebook imports."""
    found: set[str] = set()
    for _, cell in code(path):
        for node in ast.walk(cell):
            if isinstance(node, ast.Import):
                found |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add((node.module or "").partition(".")[0])
    return found


def marks(svg: str) -> int:
    """Give the number of bars, dots, lines and the like in a drawn chart."""
    groups = [one for one in ET.fromstring(svg).iter() if "role-mark" in one.get("class", "")]
    return sum(len(group) for group in groups)


def test_there_are_three() -> None:
    """Each question has its notebook."""
    expected = ["01-explore-failures", "02-tune-the-matcher", "03-trends-week-by-week"]
    assert expected == [path.stem for path in NOTEBOOKS]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_output_is_stored(path: Path) -> None:
    """Outputs would hold names of machines and people, and grow the repository."""
    kept = [cell["id"] for cell in cells(path) if cell.get("outputs") or cell.get("execution_count")]
    assert [] == kept


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_only_the_libraries_are_imported(path: Path) -> None:
    """A notebook needs what is known and what happened, and never the bot."""
    assert set() == imported(path) - OURS - PUBLIC - sys.stdlib_module_names


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_tells_a_story(path: Path) -> None:
    """Each begins with its title, says how to use one's own data, and has words before most of its code."""
    texts = ["".join(cell["source"]) for cell in cells(path) if cell["cell_type"] == "markdown"]
    assert texts[0].startswith("# ")
    assert any("For your own" in text for text in texts)
    assert len(texts) >= len(cells(path)) / 3


@pytest.mark.parametrize("number", ["01", "02", "03"])
def test_every_chart_is_drawn(ran: Callable[[str], Run], number: str) -> None:
    """All cells run in their order, and each chart has marks in it."""
    drawn = ran(number).charts
    assert len(drawn) >= LEAST_CHARTS
    assert 0 not in [marks(svg) for svg in drawn]


def test_rows_become_fewer_until_they_are_clusters(ran: Callable[[str], Run]) -> None:
    """Each step from rows to clusters counts less than the one before, and every failure is in a cluster."""
    names = ran("01").names
    counts = list(names["steps"]["count"])
    assert all(more > fewer for more, fewer in pairwise(counts))
    assert len(names["FAILED"]) == names["CLUSTER_TABLE"]["failures"].sum()


def test_the_calibration_fitted_anew_is_the_one_shipped(ran: Callable[[str], Run]) -> None:
    """What kb evaluates is what scikit-learn learns from the pastes for tuning; else ship it as notebook 02 says."""
    assert ran("02").names["DRIFT"] <= DRIFT


def test_the_calibration_is_no_worse_than_none(ran: Callable[[str], Run]) -> None:
    """On pastes that nothing was chosen on, calibrated confidences are nearer to the truth than scores."""
    held = ran("02").names["HELD"].loc["report"]
    measures = ["log loss", "calibration error"]
    assert (held.loc["shipped", measures] <= held.loc["score as it is", measures] + 0.001).all()


def test_a_healthy_fleet_raises_no_alarm(ran: Callable[[str], Run]) -> None:
    """In the reports' own code no healthy week escalates, and by its formula at most one in a thousand does."""
    names = ran("03").names
    assert 0 == names["ALARMS"]
    assert names["FALSE_ALARMS"]["exact test, shared limit"] <= 0.001


def test_a_large_rise_is_seen(ran: Callable[[str], Run]) -> None:
    """The chance to be seen grows with the factor, and is high for what is frequent."""
    power = ran("03").names["POWER"]
    assert (power.diff(axis=1).iloc[:, 1:] >= -0.02).all(axis=None)
    assert power.loc[20, 3] >= 0.9
    assert power.loc[10, 5] >= 0.9
