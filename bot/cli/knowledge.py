"""`aztriage kb …`: check, write, show and find entries."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.exporting import export
from bot.cli.importing import import_docs
from bot.cli.parts import parts, settings
from bot.cli.reading import refuse

app = typer.Typer(no_args_is_help=True, help="Check, write, show and find pages of knowledge.", rich_markup_mode=None)


app.command("import")(import_docs)
app.command()(export)


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of pages; default: shipped ones and the team's")
    ] = None,
) -> None:
    """Say what is wrong with entries: path:line: what, and how to mend it."""
    from bot.cli.checking import check_folders  # noqa: PLC0415 - loads YAML and every page

    team = folder or settings().kb
    if team is not None and not team.is_dir():
        refuse(f"There is no folder {team}; check the name.", status=1)
    faults, pages = check_folders(team, shipped_too=folder is None)
    for fault in faults:
        typer.echo(str(fault))
    errors = sum(fault.severity == "error" for fault in faults)
    typer.echo(f"{pages} pages, {errors} faults, {len(faults) - errors} warnings", err=True)
    raise typer.Exit(1 if errors else 0)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="provider/Code, such as compute/AllocationFailed")],
    to: Annotated[Path | None, typer.Option("--to", help="Folder to write to; default: AZTRIAGE_KB")] = None,
) -> None:
    """Write a page to fill in."""
    from kb.drafting import draft  # noqa: PLC0415

    folder = to or settings().kb
    if folder is None:
        refuse("Say where the page goes: --to FOLDER, or set AZTRIAGE_KB to your team's folder.", status=2)
    text = draft(name)
    if text is None:
        refuse(f"'{name}' is no name for a page; write provider/Code, such as compute/AllocationFailed.", status=2)
    path = folder / f"{name}.md"
    try:
        if path.exists():
            refuse(f"{path} exists already; edit it, or give the page a variant: {name}.some-variant", status=1)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        refuse(f"{path} cannot be written ({(error.strerror or 'unknown').lower()}).", status=1)
    typer.echo(str(path))


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A code, a status property or a page's id, in any casing")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False,
) -> None:
    """Show every page of a code: all its variants, all values of a status."""
    library = parts().library
    entries = library.find(name)
    if not entries:
        from kb.search import search  # noqa: PLC0415 - only when nothing was found

        near = ", ".join(entry.id for entry in search(library, name, most=3))
        refuse(f"There is no page for {name}." + (f" Near: {near}." if near else " Try: aztriage kb search"), status=1)
    if as_json:
        typer.echo(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=2))
        return
    from bot.cli.pages import print_page  # noqa: PLC0415 - loads the Markdown renderer

    for entry in entries:
        print_page(entry, related=library.related(entry))


@app.command()
def search(words: Annotated[list[str], typer.Argument(help="Words of a code, a title or a message")]) -> None:
    """Find pages by words."""
    from kb.search import search as found  # noqa: PLC0415

    entries = found(parts().library, " ".join(words))
    if not entries:
        refuse("No page holds these words; try fewer of them.", status=1)
    for entry in entries:
        typer.echo(f"{entry.id}  {entry.title}")


@app.command()
def schema() -> None:
    """Print the JSON schema of a page's front matter, for editors."""
    from kb.reading.schema import schema_text  # noqa: PLC0415

    typer.echo(schema_text(), nl=False)


@app.command()
def coverage(
    name: Annotated[
        str, typer.Argument(metavar="FILE", help="JSON lines with `code`, one code a line, or a log; or -")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False,
) -> None:
    """Say which codes of a list or a log have no page, most frequent first."""
    from bot.cli.coverage import print_coverage  # noqa: PLC0415

    print_coverage(name, parts().library, as_json=as_json)


@app.command()
def index() -> None:
    """Print the index of all shipped pages, as it stands in docs/entries.md."""
    from kb.index_page import index_page  # noqa: PLC0415
    from kb.library import load_library  # noqa: PLC0415

    typer.echo(index_page(load_library()), nl=False)
