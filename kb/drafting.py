"""A new page to be filled in."""

from __future__ import annotations

import re

_ID = re.compile(r"^[a-z][a-z0-9-]*/[A-Za-z0-9][\w.-]*$")

_PAGE = """\
---
title: <insert the root cause in plain words, not the code>
kind: error
codes: [{code}]
act: you
retry: no
origin: team
status: draft
references: []
---
## Meaning
<insert one to three sentences: what Azure says here, and what it does not say>
## Fix
1. <insert what to look at first>
   ```sh read
   az resource list --resource-group {{resource_group}} --output table
   ```
## Examples
```text
Code: {code}
Message: <insert the message as Azure prints it, with neutral names>
```
"""


def drafted(code: str, message: str) -> str:
    """Give the text of a page to fill in for a code with a message that was seen; the message is given redacted."""
    name = re.sub(r"[^\w.-]", "", code.rsplit("/", maxsplit=1)[-1]) or "Unknown"
    fenced = "\n".join(line for line in message.replace("```", "'''").splitlines() if line.strip())
    return _PAGE.format(code=name).replace("<insert the message as Azure prints it, with neutral names>", fenced)


def draft(entry_id: str) -> str | None:
    """Give the text of a page to fill in for `provider/Code`, or None if that is no id."""
    if not _ID.match(entry_id):
        return None
    return _PAGE.format(code=entry_id.split("/")[1].split(".", maxsplit=1)[0])
