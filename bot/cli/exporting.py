"""`aztriage kb export`: the pages that a team wrote in Slack, as files for a pull request."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.parts import parts
from bot.cli.reading import refuse

if TYPE_CHECKING:
    from bot.usecases.team_ports import Draft


def export(
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder to write the pages into; default: print them")
    ] = None,
    proposed: Annotated[bool, typer.Option("--proposed", help="Also those that wait for their review")] = False,
) -> None:
    """Write the pages that the team wrote in Slack as Markdown, ready for a pull request."""
    drafts = _drafts(proposed=proposed)
    if not drafts:
        typer.echo("No page was accepted yet.", err=True)
    for draft in drafts:
        typer.echo(str(_written(draft, out)) if out is not None else _printed(draft))


def _drafts(*, proposed: bool) -> list[Draft]:
    from bot.usecases.ports import StoreError  # noqa: PLC0415 - the store loads slowly, and few commands need it

    try:
        with parts().open_store() as store:
            waiting = store.drafts.all("open") if proposed else ()
            return [*store.drafts.all("accepted"), *waiting]
    except StoreError as error:
        refuse(str(error), status=1)


def _written(draft: Draft, folder: Path) -> Path:
    path = folder / f"{draft.name}.md"
    if not path.resolve().is_relative_to(folder.resolve()):
        refuse(f"'{draft.name}' is no name for a page; it was not written.", status=1)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_text(draft), encoding="utf-8")
    except OSError as error:
        refuse(f"{path} cannot be written ({(error.strerror or 'unknown').lower()}); name another folder.", status=1)
    return path


def _printed(draft: Draft) -> str:
    return f"<!-- {draft.name}.md -->\n{_text(draft)}"


def _text(draft: Draft) -> str:
    from bot.usecases.teach.pages import finished  # noqa: PLC0415 - reading pages loads slowly

    return finished(draft) if draft.state == "accepted" else draft.markdown
