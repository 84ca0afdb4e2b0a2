"""`aztriage redact`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.cli.parts import settings
from bot.cli.reading import encoding_of, raw_bytes, refuse
from kb.text.redaction import redact as taken_out


def redact(name: Annotated[str, typer.Argument(help="A file, or - for standard input")] = "-") -> None:
    """Print a text with its secrets taken out, all else unchanged to the byte."""
    data = raw_bytes(name)
    encoding = encoding_of(data)
    if encoding is None:
        refuse(f"{name if name != '-' else 'standard input'} is binary, not text; nothing was printed.", status=1)
    done = taken_out(data.decode(encoding, "surrogateescape"), emails=settings().redact_emails)
    sys.stdout.buffer.write(done.text.text.encode(encoding, "surrogateescape"))
