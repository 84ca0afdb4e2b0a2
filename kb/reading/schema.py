"""The JSON schema of the front matter, made from the model and never kept by hand."""

from __future__ import annotations

import json

from kb.reading.front_matter import FrontMatter

PATH = "entry.schema.json"


def schema_text() -> str:
    """Give the schema as the text of the file that editors read."""
    made = FrontMatter.model_json_schema()
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"
