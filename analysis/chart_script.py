"""The JavaScript that draws charts in a page: put together once, then kept in a file, for that takes a second."""

from __future__ import annotations

import hashlib
import os
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

_CODE: Final = "window.vegaEmbed = vegaEmbed;"
_MARK: Final = "// sha256 "


def chart_script(kept: Path | None = None) -> str:
    """Give the script, which sets `vegaEmbed`: the one kept in a folder if it is whole and of this version of Vega.

    Args:
        kept: where it is kept for the next time; None to make it anew. A folder that cannot be written to keeps none.
    """
    path = kept / f"vega-embed-{version('vl-convert-python')}.js" if kept is not None else None
    script = _read(path) if path is not None else ""
    if not script:
        import vl_convert  # noqa: PLC0415 - loads slowly, and only reports draw

        script = str(vl_convert.javascript_bundle(_CODE))
        if path is not None:
            _write(path, script)
    return script


def _read(path: Path) -> str:
    """Give the script in a file, "" if there is none or not the whole of it."""
    try:
        mark, _, script = path.read_bytes().partition(b"\n")
    except OSError:
        return ""
    return script.decode() if mark.decode(errors="replace") == _mark(script) else ""


def _write(path: Path, script: str) -> None:
    """Put the script into a file at one stroke, so that nobody reads half of it."""
    data = script.encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as part:
            part.write(_mark(data).encode() + b"\n" + data)
        os.replace(part.name, path)  # noqa: PTH105 - the name comes from a temporary file
    except OSError:
        return


def _mark(script: bytes) -> str:
    return _MARK + hashlib.sha256(_CODE.encode() + script).hexdigest()
