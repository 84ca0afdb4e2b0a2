from pathlib import Path

import pytest

from kb.reading import read, read_file, read_folder

PAGE = """\
---
title: No room
kind: error
codes: [NoRoom, '0x80070005', NO]
match: ['(?i)there is no room left']
act: you
retry: later
status: reviewed
owner: us
reviewed: 2026-11-21
references:
  - {title: Rooms, url: https://learn.microsoft.com/azure/rooms}
---
## Meaning
There is no room
left. Wait.

| a | b |
|---|---|
| 1 | 2 |
## Causes
- Too many
  guests.
- Too small.
## Fix
1. Look at {vm}.
   ```sh read
   az vm show --name {vm} \\
     --query "{name:name}"
   ```
   ```pwsh read
   Get-AzVM -Name {vm}
   ```
2. Leave.
## Examples
```text
NoRoom: There is no room left.
```
```text constructed
Code: NoRoom
```
## Counter-examples
```
There is room.
```
"""


def faults(text: str) -> list[str]:
    """Give what is wrong with a page."""
    return [str(fault) for fault in read(text, entry_id="compute/NoRoom", path="p.md").faults]


def test_a_page_reads_as_an_entry() -> None:
    """Everything on the page is in the entry, scalars as text."""
    reading = read(PAGE, entry_id="compute/NoRoom", path="p.md")
    entry = reading.entry

    assert () == reading.faults
    assert entry is not None
    assert ("NoRoom", "0x80070005", "NO") == entry.codes
    assert "There is no room left. Wait.\n\n| a | b |\n|---|---|\n| 1 | 2 |" == entry.meaning
    assert ("Too many guests.", "Too small.") == entry.causes
    assert ["Look at {vm}.", "Leave."] == [step.text for step in entry.fixes]
    assert ['az vm show --name {vm} \\\n  --query "{name:name}"', "Get-AzVM -Name {vm}"] == [
        c.text for c in entry.fixes[0].commands
    ]
    assert [("NoRoom: There is no room left.", False), ("Code: NoRoom", True)] == [
        (e.text, e.constructed) for e in entry.examples
    ]
    assert ("There is room.",) == entry.counter_examples
    assert "2026-11-21" == entry.reviewed


def test_a_page_with_windows_line_ends_reads_the_same() -> None:
    """An editor on Windows changes nothing."""
    windows = read("\ufeff" + PAGE.replace("\n", "\r\n"), entry_id="compute/NoRoom", path="p.md")

    assert read(PAGE, entry_id="compute/NoRoom", path="p.md") == windows


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("title: No room\n", "", "p.md:2: key 'title' is missing; add `title: …`"),
        ("act: you", "actor: you", "p.md:6: key 'actor' is unknown; remove it or use `act`"),
        (
            "kind: error",
            "kind: failure",
            "p.md:3: 'failure' is no value for 'kind'; write 'error', 'annotation' or 'status'",
        ),
        ("retry: later", "retry: later\nretry: no", "p.md:8: key 'retry' stands twice; keep one of the two"),
        (
            "reviewed: 2026-11-21",
            "reviewed: last week",
            "p.md:10: 'last week' is no date; write `reviewed: 2026-11-21`",
        ),
        ("codes: [NoRoom, '0x80070005', NO]", "codes: NoRoom", "p.md:4: 'codes' is no list; write `codes: [NoRoom]`"),
        ("codes: [NoRoom, '0x80070005', NO]", "codes: []", "p.md:4: 'codes' is empty; give it a value"),
        (
            "https://learn",
            "learn",
            "p.md:12: 'learn.microsoft.com/azure/rooms' is no link; write the whole address, with https://",
        ),
        ("## Causes", "## Reasons", "p.md:21: '## Reasons' is no known heading; use `## ` and one of Meaning"),
        ("1. Look", "2. Look", "p.md:26: this step is number 2; number it 1."),
        (
            "```sh read",
            "```bash",
            "p.md:27: 'bash' does not say shell and effect; write one of sh, pwsh, kql, cmd and one of read",
        ),
        ("## Fix", "## Meaning", "p.md:25: 'Meaning' stands twice; join the two sections"),
        ("title: No room", "title: [a", "this is no YAML"),
        (
            "---\ntitle",
            "title",
            "p.md:1: the front matter is missing; start the file with a block between two lines ---",
        ),
        ("```\n## Counter", "## Counter", "this fence is never closed; add a line ```"),
    ],
)
def test_a_fault_says_where_what_and_how_to_mend_it(old: str, new: str, fault: str) -> None:
    """Each fault stands with its line and a way out, and keeps the page from being used."""
    broken = PAGE.replace(old, new, 1)

    assert any(line.startswith(fault) or fault in line for line in faults(broken)), faults(broken)
    assert read(broken, entry_id="compute/NoRoom", path="p.md").entry is None


def test_all_faults_of_a_page_are_told_at_once() -> None:
    """Nobody has to mend one fault to see the next."""
    broken = PAGE.replace("kind: error", "kind: failure").replace("2. Leave", "3. Leave").replace("## Tip", "## Tips")

    assert 2 == len(faults(broken))


def test_a_file_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 end in a fault, and the other pages of the folder are read."""
    (tmp_path / "compute").mkdir()
    (tmp_path / "compute" / "Bad.md").write_bytes(b"\xff\xfe---")
    (tmp_path / "compute" / "NoRoom.md").write_text(PAGE, encoding="utf-8")

    bad, good = read_folder(tmp_path)

    assert "this is no UTF-8 text; save it as UTF-8" in str(bad.faults[0])
    assert good.entry is not None
    assert "compute/NoRoom" == good.entry.id
    assert "cannot be read" in str(read_file(tmp_path / "none.md", entry_id="x/y").faults[0])
