from datetime import date
from pathlib import Path

import pytest

from kb.checks import check_pages, load_pages
from kb.checks.examples import examples
from tests.kb.pages import library_of, write_page

TODAY = date(2026, 11, 21)
GOOD = """\
---
title: No room in this zone
kind: error
codes: [NoRoom]
match: ['(?i)no room left for another guest']
status: reviewed
owner: us
reviewed: 2026-11-21
references:
  - {title: Rooms, url: https://learn.microsoft.com/azure/rooms}
---
## Meaning
There is no room.
## Causes
- Too many guests.
## Fix
1. Look.
   ```sh read
   az vm show --name {vm} --query "{name:name}"
   ```
## Examples
```text
NoRoom: There is no room left for another guest tonight.
```
## Counter-examples
```text
There is room for everybody.
```
"""


def faults_of(folder: Path) -> list[str]:
    """Give what the checks say about a folder."""
    pages, unread = load_pages(folder, shown=lambda path: path.name)
    return [str(fault) for fault in (*unread, *check_pages(pages, today=TODAY))]


def page_with(folder: Path, old: str, new: str, *, name: str = "compute/NoRoom") -> Path:
    """Write the good page with one thing changed."""
    path = folder / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    return folder


def test_a_good_page_has_no_fault(tmp_path: Path) -> None:
    """What keeps every rule passes in silence."""
    assert [] == faults_of(page_with(tmp_path, "", ""))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "codes: [NoRoom]",
            "codes: [OtherCode]",
            "NoRoom.md:4: the file is not named after 'OtherCode'; rename it to OtherCode.md",
        ),
        ("codes: [NoRoom]", "codes: [NoRoom, No Room]", "NoRoom.md:4: code 'No Room' has a blank"),
        ("codes: [NoRoom]", "codes: [NoRoom, NoRoom]", "NoRoom.md:4: code 'NoRoom' stands twice"),
        ("status: reviewed", "wraps: true\nstatus: reviewed", "NoRoom.md:6: a wrapper without `inner`"),
        ("status: reviewed", "inner: there\nstatus: reviewed", "NoRoom.md:6: `inner` without `wraps: true`"),
        ("status: reviewed", "status: retired", "a retired page without successor"),
        ("owner: us\n", "", "a reviewed page without date or owner"),
        ("status: reviewed", "origin: imported\nstatus: reviewed", "an imported page without source or licence"),
        ("kind: error", "kind: annotation", "an annotation without `context`"),
        ("status: reviewed", "impact: Downtime\nstatus: reviewed", "`impact` on a page that is no annotation"),
        ("There is no room.", "There is no room. TODO", "'TODO' is left"),
        ("There is no room.", "<insert the meaning>", "'<insert' is left"),
        ("/azure/rooms", "/en-us/azure/rooms", "has a locale; leave /en-us/ out"),
        ("https://learn", "http://learn", "is not https"),
        ("Too many guests.", "Ask hotel@porter.net.", "a mail address at porter.net"),
        ("Too many guests.", "Ask 20.71.3.118.", "'20.71.3.118' looks like a real address"),
        ("Too many guests.", "Id 1b2c3d4e-aaaa-bbbb-cccc-ddddeeeeffff.", "looks like a real id"),
        ("--name {vm}", "--name MyVM", "'MyVM' is no place the bot can fill"),
        ("--name {vm}", "--name <vm-name>", "'<vm-name>' is no place the bot can fill"),
        ("## Counter-examples\n```text\nThere is room for everybody.\n```\n", "", "a full page without a look-alike"),
        ("(?i)no room left for another guest", "(?i)no room left.*", "is open at an end"),
        ("(?i)no room left for another guest", "(?i)no room", "has too little fixed text"),
        ("(?i)no room left for another guest", "(?=no room left) guest", "is no RE2 pattern"),
        ("(?i)no room left for another guest", "(?i)nowhere to be seen here", "fits no example of the page"),
        ("There is room for everybody.", "no room left for another guest", "fits a counter-example"),
        ("There is no room.", "\n\n".join(["There is no room."] * 80), "lines are too many; split how-to pages off"),
        ("status: reviewed", "related: [compute/None]\nstatus: reviewed", "there is no page 'compute/None'"),
        ("status: reviewed", "related: [compute/NoRoom]\nstatus: reviewed", "the page is related to itself"),
    ],
)
def test_each_house_rule_says_where_and_how_to_mend(tmp_path: Path, old: str, new: str, fault: str) -> None:
    """One broken rule gives that fault."""
    found = faults_of(page_with(tmp_path, old, new))

    assert any(fault in line for line in found), found


def test_commands_that_readers_would_miss_or_that_run_by_themselves_are_named(tmp_path: Path) -> None:
    """A second command for one shell is never shown; a backtick in double quotes runs a command."""
    fence = "   ```sh read\n"
    second = faults_of(page_with(tmp_path / "a", fence, f"{fence}   ls\n   ```\n{fence}"))
    backtick = faults_of(page_with(tmp_path / "b", '"{name:name}"', '"[?a==`1`]"'))

    assert any("a step with two commands for sh" in line for line in second), second
    assert any("a backtick inside double quotes runs a command" in line for line in backtick), backtick


def test_a_page_nobody_read_for_a_year_warns(tmp_path: Path) -> None:
    """Old pages are named, and the build goes on."""
    found = faults_of(page_with(tmp_path, "reviewed: 2026-11-21", "reviewed: 2025-11-01"))

    assert ["NoRoom.md:8: warning: last reviewed 2025-11-01; read it again"] == found


def test_a_secret_in_a_page_is_found(tmp_path: Path) -> None:
    """A key in an example would be published with it."""
    key = "A" * 43 + "="
    found = faults_of(page_with(tmp_path, "There is no room.", f"AccountName=x;AccountKey={'q7Zt' * 21}{key[:4]}=="))

    assert any("looks like a secret" in line for line in found), found


def test_names_that_differ_only_in_case_are_refused(tmp_path: Path) -> None:
    """Azure would not tell the two apart, and neither does every file system."""
    page_with(tmp_path, "", "")
    (tmp_path / "Compute").mkdir()
    (tmp_path / "Compute" / "NoRoom.md").write_text(GOOD, encoding="utf-8")

    assert any("only in case" in line for line in faults_of(tmp_path))


def test_an_example_that_another_page_wins_names_both(tmp_path: Path) -> None:
    """The real matcher decides who wins, and the fault says which two pages quarrel."""
    write_page(tmp_path, "compute/First", example="Code: Second")
    write_page(tmp_path, "compute/Second", example="Code: Second")
    pages, _ = load_pages(tmp_path, shown=lambda path: path.name)

    found = [str(fault) for fault in examples(pages, library_of(tmp_path))]

    assert 1 == len(found)
    assert "First.md:13: this example is won by compute/Second, not by compute/First" in found[0]
