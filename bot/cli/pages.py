"""A page of knowledge for the terminal."""

from __future__ import annotations

from rich.markdown import Markdown
from rich.text import Text

from bot.cli.rendering.parts import console
from kb.entry import Entry
from kb.reading.rendering import body


def print_page(entry: Entry, *, related: tuple[str, ...]) -> None:
    """Print an entry: what it is called and for which codes, then the page."""
    out = console()
    out.print(Text.assemble((entry.title, "bold"), ("  " + entry.id, "dim")))
    out.print(Text(f"{entry.kind.capitalize()}: {', '.join(entry.codes)}"))
    if entry.context:
        out.print(Text(f"{entry.context}, {entry.category}, {entry.impact}"))
    out.print(Markdown(body(entry), code_theme="bw", hyperlinks=False))
    if related:
        out.print(Text("Related: " + ", ".join(related)))
    for reference in entry.references:
        out.print(Text(f"See {reference.title}: {reference.url}"))
    out.print()
