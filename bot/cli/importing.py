"""`aztriage kb import`: published documentation as draft pages in the team's own folder."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.reading import refuse

if TYPE_CHECKING:
    from kb.importing import Imported, Written

_MOST_SHOWN = 20
_KINDS = (
    ("the include ", "missing includes"),
    ("a message without a code", "messages without a code"),
    ("an article about a message", "messages without a code"),
    ("a table row", "table rows without a code"),
    ("an empty table row", "table rows without a code"),
)


def import_docs(
    docs: Annotated[Path, typer.Argument(metavar="DOCS_DIR", help="A checkout of published documentation")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The team's own folder, to write drafts to")],
    licence: Annotated[
        str, typer.Option("--license", help="Licence of the documents; default: what SOURCES.md or LICENSE says")
    ] = "",
) -> None:
    """Draft pages from a checkout of published documentation; reviewed and edited pages are kept."""
    from kb.importing import NoLicenceError, import_folder, write_drafts, write_report  # noqa: PLC0415 - loads YAML

    if not docs.is_dir():
        refuse(
            f"{docs} is a file; name the folder it is in." if docs.exists() else f"There is no folder {docs}.", status=1
        )
    start = time.perf_counter()
    try:
        with _progress() as progress:
            imported = import_folder(docs, without=out, licence=licence.strip(), progress=progress)
        written = write_drafts(imported.entries, out)
        report = write_report(imported.gaps, written.kept, out)
    except NoLicenceError:
        refuse(f"{docs} does not say under which licence it stands; name it: --license CC-BY-4.0", status=1)
    except OSError as error:
        refuse(f"{error.filename or out} cannot be written ({(error.strerror or 'unknown').lower()}).", status=1)
    for line in _summary(imported, written):
        typer.echo(line)
    typer.echo(f"What was not understood stands in {report}")
    typer.echo(f"Took {time.perf_counter() - start:.1f} s{_memory()}")


def _summary(imported: Imported, written: Written) -> Iterator[str]:
    pages = len(imported.entries)
    yield (
        f"{imported.files} files read, {len(imported.codes)} codes drafted on {pages} pages, "
        f"{len(written.kept)} kept, {len(imported.gaps)} not understood"
    )
    yield f"Pages: {len(written.new)} new, {len(written.changed)} changed, {len(written.unchanged)} unchanged"
    for name, why in sorted(written.kept.items())[:_MOST_SHOWN]:
        yield f"Kept {name}: {why}"
    if len(written.kept) > _MOST_SHOWN:
        yield f"and {len(written.kept) - _MOST_SHOWN} more"
    told = Counter(_kind(gap.what) for gap in imported.gaps)
    if told:
        yield "Not understood: " + ", ".join(f"{count} {kind}" for kind, count in told.most_common())
    hiding = _hiding(imported)
    if hiding:
        yield f"{hiding} drafts bear the name of a shipped page, which stays in use until the draft is reviewed"


def _kind(what: str) -> str:
    return next((kind for start, kind in _KINDS if what.startswith(start)), "others")


def _hiding(imported: Imported) -> int:
    from kb.library import SHIPPED  # noqa: PLC0415 - loads the library's code

    return sum((SHIPPED / f"{entry.id}.md").is_file() for entry in imported.entries)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """Give what shows how far the import is, on a terminal; nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - for terminals only
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading documents", total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield show


def _memory() -> str:
    """Give the most memory that this process ever held, where the system tells."""
    try:
        from resource import RUSAGE_SELF, getrusage  # noqa: PLC0415 - Windows has no such module
    except ImportError:
        return ""
    # macOS counts in bytes, others in kilobytes.
    most = getrusage(RUSAGE_SELF).ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)
    return f" and {most:.0f} MB"
