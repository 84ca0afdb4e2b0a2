"""`aztriage cluster`: which failure messages are one and the same."""

from __future__ import annotations

import codecs
import sys
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.reading import decoded, encoding_of, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analysis.clustering.labelling import Labels

_HEAD = 4096
_MARK = codecs.BOM_UTF8


def cluster(
    labels: Annotated[
        str, typer.Option("--labels", help='JSON lines {"message","code"?} from a file, or - for standard input')
    ],
) -> None:
    """Print the cluster of each failure message, a JSON line each, in order."""
    from analysis.clustering.labelling import label_lines  # noqa: PLC0415 - polars loads slowly

    name = "standard input" if labels == "-" else labels
    with _opened(labels) as stream:
        found = label_lines(_pieces(stream, name=name))
    bad = _print(found)
    if bad:
        typer.echo(_told(bad, name=name), err=True)


def _opened(name: str) -> BufferedReader:
    if name == "-":
        return sys.stdin.buffer  # type: ignore[return-value]
    try:
        return Path(name).open("rb")
    except FileNotFoundError:
        refuse(f"There is no file {name}; check the name.", status=1)
    except IsADirectoryError:
        refuse(f"{name} is a folder; name the file in it.", status=1)
    except OSError as error:
        refuse(f"{name} cannot be read ({(error.strerror or 'unknown').lower()}).", status=1)


def _pieces(stream: BufferedReader, *, name: str) -> Iterator[bytes]:
    """Give the lines as UTF-8 in pieces; a text in UTF-16 is read whole, and what is no text ends the program."""
    from analysis.clustering.labelling import chunks  # noqa: PLC0415 - polars loads slowly

    head = stream.peek(_HEAD)
    if encoding_of(head) != "utf-8":
        yield decoded(stream.read(), name=name).encode()
        return
    stream.read(len(_MARK) if head.startswith(_MARK) else 0)
    yield from chunks(stream)


def _print(found: Labels) -> list[int]:
    """Print the lines, and give the numbers of the bad ones."""
    from analysis.clustering.labelling import BAD, as_lines  # noqa: PLC0415 - polars loads slowly

    bad: list[int] = []
    number = 1
    for places in found.places:
        bad += [number + int(at) for at in (places == BAD).nonzero()[0]]
        sys.stdout.buffer.write(as_lines(found.ids, places, first=number))
        number += len(places)
    sys.stdout.buffer.flush()
    return bad


def _told(bad: list[int], *, name: str) -> str:
    if len(bad) == 1:
        return f'{name}: line {bad[0]} is no JSON object with a "message"; it is in no cluster.'
    return (
        f'{name}: {len(bad)} lines are no JSON objects with a "message", first line {bad[0]}; they are in no cluster.'
    )
