import json
from datetime import date

import pytest

from analysis.charts import ClusterBar, DayCount, Theme, failures_chart, interactive_script, png, svg

DAYS = [DayCount(date(2026, 11, 9), "new", 3), DayCount(date(2026, 11, 10), "steady", 2)]
BARS = [ClusterBar("The region has no room", "new", 3, 0), ClusterBar("x" * 200, "gone", 0, 9)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chart_is_drawn(theme: Theme) -> None:
    """The chart of a report is drawn as a picture and as SVG with its labels and numbers, in both themes."""
    spec = failures_chart(DAYS, BARS, title="Failures", theme=theme)

    assert png(spec, scale=1.0).startswith(b"\x89PNG")
    drawn = svg(spec)
    assert "1. The region has no room" in drawn
    assert "Failures" in drawn


def test_equal_input_gives_equal_pictures() -> None:
    """The same report gives the same bytes."""
    assert png(failures_chart(DAYS, BARS, title="a")) == png(failures_chart(DAYS, BARS, title="a"))


def test_nothing_to_draw() -> None:
    """A report without failures says so in its picture."""
    assert "No operation failed." in svg(failures_chart([], [], title="Failures"))


def test_a_label_is_data() -> None:
    """Text of a log stands in the specification as data, never as part of an expression."""
    spec = failures_chart([], [ClusterBar('"; datum.x = "</script>', "new", 1, 0)], title="t")

    assert "expr" not in json.dumps(spec)
    assert "1. &quot;; datum.x" in svg(spec)


def test_the_script_needs_no_network() -> None:
    """What draws in a page comes with the package and loads nothing from elsewhere."""
    script = interactive_script()

    assert "vegaEmbed" in script
    assert "</script" not in script
