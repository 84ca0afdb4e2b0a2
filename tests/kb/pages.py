"""Small pages of knowledge for tests."""

from pathlib import Path

from kb.compiling import compiled
from kb.index import read_index
from kb.library import Library

PAGE = """\
---
title: {title}
kind: {kind}
codes: [{codes}]
{more}status: draft
---
## Meaning
{title}.
## Fix
1. Look.
## Examples
```text
{example}
```
"""


def write_page(
    folder: Path, name: str, *, codes: str = "", example: str = "", kind: str = "error", more: str = ""
) -> Path:
    """Write a page `provider/Code` into a folder; `more` holds further lines of its front matter."""
    path = folder / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    code = codes or name.split("/")[1].split(".", maxsplit=1)[0]
    text = PAGE.format(title=f"About {name}", kind=kind, codes=code, more=more, example=example or f"Code: {code}")
    path.write_text(text, encoding="utf-8")
    return path


def library_of(folder: Path) -> Library:
    """Give the library of one folder."""
    return Library((read_index(compiled(folder)),))
