from pathlib import Path

from kb.index_page import index_page
from kb.library import SHIPPED
from kb.reading import read_folder
from tests.kb.pages import library_of, write_page

PAGE = Path(__file__).parents[2] / "docs" / "entries.md"
FULL = """\
## Meaning
It burns.
## Causes
- Fire.
## Fix
1. Look.
## Examples
```text
Code: HouseOnFire Message: The roof is burning.
```
## Counter-examples
```text
The roof leaks.
```
"""


def test_the_index_of_entries_is_current() -> None:
    """After a change of pages it is printed anew by `aztriage kb index`."""
    shipped = [one.entry for one in read_folder(SHIPPED) if one.entry is not None and one.entry.status != "retired"]

    assert index_page(shipped) == PAGE.read_text(encoding="utf-8"), "run: .venv/bin/aztriage kb index > docs/entries.md"


def test_every_entry_stands_under_its_provider(tmp_path: Path) -> None:
    """With its codes, title, depth, who acts and a link; in the order of names whatever their casing."""
    write_page(tmp_path, "compute/bWord", codes="bWord, OldWord")
    write_page(tmp_path, "compute/AWord", more="act: platform\n")
    write_page(tmp_path, "aks/Other")
    full = write_page(tmp_path, "aks/HouseOnFire")
    full.write_text(full.read_text(encoding="utf-8").split("## Meaning")[0] + FULL, encoding="utf-8")
    page = index_page(library_of(tmp_path))

    assert [
        "## aks",
        "",
        "| page | codes | title | depth | who acts |",
        "|---|---|---|---|---|",
        "| [HouseOnFire](../kb/entries/aks/HouseOnFire.md) | `HouseOnFire` | About aks/HouseOnFire | full | you |",
        "| [Other](../kb/entries/aks/Other.md) | `Other` | About aks/Other | light | you |",
        "",
        "## compute",
        "",
        "| page | codes | title | depth | who acts |",
        "|---|---|---|---|---|",
        "| [AWord](../kb/entries/compute/AWord.md) | `AWord` | About compute/AWord | light | platform |",
        "| [bWord](../kb/entries/compute/bWord.md) | `bWord`, `OldWord` | About compute/bWord | light | you |",
    ] == page.splitlines()[page.splitlines().index("## aks") :]


def test_counts_by_provider_and_depth_stand_at_the_top(tmp_path: Path) -> None:
    """Full and light pages, and codes once each however many variants they have."""
    write_page(tmp_path, "compute/NoRoom")
    write_page(tmp_path, "compute/NoRoom.zone")
    write_page(tmp_path, "aks/Other")
    page = index_page(library_of(tmp_path))

    assert "| [aks](#aks) | 0 | 1 | 1 | 1 |\n| [compute](#compute) | 0 | 2 | 2 | 1 |\n| all | 0 | 3 | 3 | 2 |\n" in page


def test_a_bar_in_a_title_does_not_break_the_table(tmp_path: Path) -> None:
    """It is escaped."""
    path = write_page(tmp_path, "compute/NoRoom")
    path.write_text(path.read_text(encoding="utf-8").replace("title: About", "title: A | B"), encoding="utf-8")

    assert "| A \\| B compute/NoRoom |" in index_page(library_of(tmp_path))
