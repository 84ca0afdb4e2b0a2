"""What a person gives on the command line, as text; what cannot be read ends in one sentence."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path
from typing import Never

import typer

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HEAD = 4096
_MOST_CONTROL = 0.1
_NOT_UTF8 = "Some characters are not UTF-8 and show as �; save the text as UTF-8 if they matter."


def refuse(sentence: str, *, status: int) -> Never:
    """End with one sentence on stderr: 1, the question cannot be answered; 2, wrong usage."""
    typer.echo(sentence, err=True)
    raise typer.Exit(status)


def given_text(text: str | None, file: Path | None) -> str:
    """Give the text of an argument, of a file or of standard input; ends the program if there is none."""
    if text is not None and file is not None:
        refuse("Give either a text or --file, not both.", status=2)
    if file is not None:
        read = decoded(_bytes_of(file), name=str(file))
    elif text is None or text == "-":
        if sys.stdin is None or (text is None and sys.stdin.isatty()):
            refuse(
                "Give the error as an argument, with --file, or pipe it in: aztriage explain - < error.txt", status=2
            )
        read = decoded(sys.stdin.buffer.read(), name="standard input")
    else:
        read = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if not read.strip():
        refuse("The text is empty; paste the error as Azure printed it.", status=2)
    return read


def raw_bytes(name: str) -> bytes:
    """Give the bytes of a file, or of standard input for `-`."""
    return sys.stdin.buffer.read() if name == "-" else _bytes_of(Path(name))


def encoding_of(data: bytes) -> str | None:
    """Give the encoding in which bytes are text and can be written back unchanged; None if they are no text."""
    head = data[:_HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in head:
        big = head.startswith(codecs.BOM_UTF16_BE) or head[::2].count(0) > head[1::2].count(0)
        nulls = max(head[::2].count(0), head[1::2].count(0))
        wide = len(data) % 2 == 0 and nulls > len(head) // 4
        return _if_it_reads(data, "utf-16-be" if big else "utf-16-le") if wide else None
    return None if _is_binary(head) else "utf-8"


def _if_it_reads(data: bytes, encoding: str) -> str | None:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return encoding


def decoded(data: bytes, *, name: str) -> str:
    """Give bytes as text: UTF-8, or what a byte order mark says; ends the program if they are no text."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if (encoding_of(data) or "").startswith("utf-16"):
        return data.decode(encoding_of(data) or "utf-8", "replace")
    if _is_binary(data[:_HEAD]):
        refuse(f"{name} is binary, not text; copy the error's text instead.", status=1)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        typer.echo(_NOT_UTF8, err=True)
        return data.decode("utf-8", "replace")


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        refuse(f"There is no file {path}; check the name.", status=1)
    except IsADirectoryError:
        refuse(f"{path} is a folder; name the file in it.", status=1)
    except OSError as error:
        refuse(f"{path} cannot be read ({(error.strerror or 'unknown').lower()}).", status=1)


def _is_binary(head: bytes) -> bool:
    control = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1b" for byte in head)  # noqa: PLR2004 - ASCII
    return b"\x00" in head or control > _MOST_CONTROL * max(1, len(head))
