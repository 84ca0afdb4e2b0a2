"""A report as one HTML page that needs nothing else: text, tables and charts that can be looked into."""

from __future__ import annotations

import json
from datetime import UTC
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from analysis.charts import interactive_script
from analysis.trends import STATES
from bot.usecases.answers import Report
from bot.usecases.as_chart import alt_text, heading, report_as_chart
from bot.usecases.times.zones import zone_named


def report_as_html(answer: Report, kept: Path | None = None) -> str:
    """Give the page; every text is escaped, and equal reports give equal pages.

    In the folder `kept` the script that draws its charts is kept for the next page.
    """
    groups = [(state, [one for one in answer.clusters if one.state == state]) for state in STATES]
    zone = zone_named(answer.zone) or UTC
    return _template().render(
        report=answer,
        groups=[(state, of) for state, of in groups if of],
        heading=heading,
        shown=lambda time: time.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
        alt=alt_text(answer),
        light=_embedded(report_as_chart(answer)),
        dark=_embedded(report_as_chart(answer, theme="dark")),
        script=Markup(interactive_script(kept)),  # noqa: S704 - Vega's own code, shipped with the package that draws
    )


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    text = (files("bot.usecases") / "templates" / "report.html.j2").read_text(encoding="utf-8")
    return environment.from_string(text)


def _embedded(spec: object) -> Markup:
    """Give JSON that cannot end the script element it stands in."""
    text = json.dumps(spec, ensure_ascii=True, sort_keys=True)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 - as above
