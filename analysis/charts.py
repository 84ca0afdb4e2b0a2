"""Charts of failures: one specification for picture, page and notebook, drawn without any network.

Colours are told apart in both themes and by colour-blind readers (Okabe and Ito); each is named in words as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from analysis.chart_script import chart_script
from analysis.trends import STATES, State

Theme = Literal["light", "dark"]
Spec = dict[str, Any]

WIDTH: Final = 460
_COLOURS: Final[dict[State, str]] = {
    "new": "#D55E00",
    "regressed": "#CC79A7",
    "escalating": "#E69F00",
    "steady": "#56B4E9",
    "gone": "#999999",
}
_INK: Final[dict[Theme, tuple[str, str, str]]] = {  # background, text, grid
    "light": ("#FFFFFF", "#1D1C1D", "#DDDDDD"),
    "dark": ("#1A1D21", "#E8E8E8", "#3A3D42"),
}
_COLOUR: Final[Spec] = {
    "field": "state",
    "type": "nominal",
    "scale": {"domain": list(STATES), "range": [_COLOURS[state] for state in STATES]},
}
_LONGEST_LABEL: Final = 54
_MOST_BARS: Final = 12
_FONT: Final = "Liberation Sans, DejaVu Sans, Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many operations failed on a day, of clusters in one state."""

    day: date
    state: State
    count: int


@dataclass(frozen=True, slots=True)
class ClusterBar:
    """A cluster with its failed operations now and in the window before."""

    label: str
    state: State
    count: int
    previous: int


def failures_chart(
    days: Sequence[DayCount], clusters: Sequence[ClusterBar], *, title: str, theme: Theme = "light"
) -> Spec:
    """Give the Vega-Lite specification of a report: failures a day by state, and the clusters with the most of them."""
    background, ink, grid = _INK[theme]
    parts = [part for part in (_by_day(days), _by_cluster(clusters, ink)) if part is not None]
    text = {"labelColor": ink, "titleColor": ink, "labelFontSize": 13, "titleFontSize": 13}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": title, "anchor": "start", "fontSize": 18, "color": ink, "offset": 14},
        "background": background,
        "padding": 16,
        "spacing": 28,
        "vconcat": parts or [_nothing(ink)],
        "resolve": {"scale": {"color": "shared"}},
        "config": {
            "font": _FONT,
            "view": {"stroke": None},
            "axis": text | {"titleFontWeight": "normal", "gridColor": grid, "domainColor": grid, "tickColor": grid},
            "legend": text | {"orient": "top", "symbolType": "square", "title": None},
        },
    }


def png(spec: Spec, *, scale: float = 2.0) -> bytes:
    """Give a specification as a PNG picture."""
    import vl_convert  # noqa: PLC0415 - loads slowly, and only reports draw

    drawn: bytes = vl_convert.vegalite_to_png(spec, scale=scale)
    return drawn


def svg(spec: Spec) -> str:
    """Give a specification as SVG."""
    import vl_convert  # noqa: PLC0415 - loads slowly, and only reports draw

    drawn: str = vl_convert.vegalite_to_svg(spec)
    return drawn


def interactive_script(kept: Path | None = None) -> str:
    """Give the JavaScript that draws specifications in a page without any network, as `vegaEmbed`.

    In the folder `kept` it is kept for the next time.
    """
    return _script(kept).result()


def make_ready(kept: Path | None = None) -> None:
    """Begin to load what draws pictures and pages, which takes a moment, beside whatever else is done meanwhile."""
    _script(kept)


@cache
def _script(kept: Path | None) -> Future[str]:
    loading = ThreadPoolExecutor(1)
    loading.submit(svg, _nothing("black"))  # the first drawing starts the engine
    script = loading.submit(chart_script, kept)
    loading.shutdown(wait=False)
    return script


def _by_day(days: Sequence[DayCount]) -> Spec | None:
    if not days:
        return None
    names = sorted({one.day.isoformat() for one in days})
    axis = {"values": names[:: max(1, len(names) // 7)], "labelAngle": 0, "labelOverlap": True, "title": None}
    return {
        "width": WIDTH,
        "height": 150,
        "data": {"values": [{"day": one.day.isoformat(), "state": one.state, "count": one.count} for one in days]},
        "mark": "bar",
        "encoding": {
            "x": {"field": "day", "type": "ordinal", "axis": axis},
            "y": {
                "aggregate": "sum",
                "field": "count",
                "type": "quantitative",
                "title": "failed operations",
                "axis": {"tickMinStep": 1, "tickCount": 5},
            },
            "color": _COLOUR,
            "tooltip": [
                {"field": "day", "type": "ordinal"},
                {"field": "state", "type": "nominal"},
                {"aggregate": "sum", "field": "count", "type": "quantitative", "title": "failed operations"},
            ],
        },
    }


def _by_cluster(clusters: Sequence[ClusterBar], ink: str) -> Spec | None:
    shown = sorted(clusters, key=lambda one: (-max(one.count, one.previous), one.label))[:_MOST_BARS]
    if not shown:
        return None
    rows = [
        {
            "label": _label(one.label, place),
            "state": one.state,
            "count": one.count,
            "previous": one.previous,
            "end": max(one.count, one.previous),
        }
        for place, one in enumerate(sorted(shown, key=lambda one: (-one.count, one.label)), 1)
    ]
    axis = {"labelLimit": 380, "title": None, "domain": False, "ticks": False}
    number = {"type": "quantitative", "title": "failed operations now; the mark is the time before"}
    fields = [{"field": name} for name in ("label", "state", "count", "previous")]
    bar = {"x": {"field": "count", "axis": {"tickMinStep": 1}} | number, "color": _COLOUR, "tooltip": fields}
    tick = {"type": "tick", "thickness": 2, "height": 20, "color": ink}
    said = {"type": "text", "align": "left", "dx": 6, "color": ink, "fontSize": 13}
    return {
        "width": WIDTH,
        "height": {"step": 26},
        "data": {"values": rows},
        "encoding": {"y": {"field": "label", "type": "nominal", "sort": [row["label"] for row in rows], "axis": axis}},
        "layer": [
            {"mark": {"type": "bar", "height": 14}, "encoding": bar},
            {"mark": tick, "encoding": {"x": {"field": "previous"} | number}},
            {"mark": said, "encoding": {"x": {"field": "end"} | number, "text": {"field": "count"}}},
        ],
    }


def _nothing(ink: str) -> Spec:
    return {
        "width": WIDTH,
        "height": 60,
        "data": {"values": [{"text": "No operation failed."}]},
        "mark": {"type": "text", "fontSize": 16, "align": "left", "color": ink, "x": 0},
        "encoding": {"text": {"field": "text"}},
    }


def _label(text: str, place: int) -> str:
    line = " ".join(text.split())
    line = line if len(line) <= _LONGEST_LABEL else f"{line[: _LONGEST_LABEL - 1]}…"
    return f"{place}. {line}"
