"""The built-in sample as Log Analytics would hold it."""

import json
from pathlib import Path
from typing import Any

from analysis.sources.sample.__main__ import main

SHAPE = "log-analytics"


def write_sample(folder: Path, *, weeks: int) -> Path:
    """Write the last weeks of the sample as answers of the API, and give the folder they lie in."""
    assert 0 == main(["--out", str(folder), "--shape", SHAPE, "--weeks", str(weeks)])
    return folder / SHAPE


def rows_of(folder: Path) -> list[dict[str, Any]]:
    """Give the rows of AzureActivity that such answers hold."""
    tables = [json.loads(path.read_bytes())["tables"][0] for path in sorted(folder.glob("*.json"))]
    return [
        dict(zip([column["name"] for column in table["columns"]], row, strict=True))
        for table in tables
        for row in table["rows"]
    ]
