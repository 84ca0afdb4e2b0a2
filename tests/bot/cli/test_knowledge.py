import json
from pathlib import Path

from kb.reading.schema import schema_text
from tests.bot.cli.running import aztriage
from tests.kb.pages import write_page


def test_a_code_in_any_casing_shows_its_pages() -> None:
    """All variants are shown, with title, codes and references."""
    done = aztriage("kb", "show", "operationnotallowed")

    assert 0 == done.status
    assert "compute/OperationNotAllowed" in done.out
    assert done.out.count("Error: OperationNotAllowed") > 5
    assert "See " in done.out


def test_pages_come_as_json_for_scripts() -> None:
    """The same pages as plain values."""
    pages = json.loads(aztriage("kb", "show", "AllocationFailed", "--json").out)

    assert "compute/AllocationFailed" in [page["id"] for page in pages]


def test_words_find_pages() -> None:
    """Codes, titles and messages are searched."""
    done = aztriage("kb", "search", "vss", "writer")

    assert 0 == done.status
    assert "recovery-services/ExtensionFailedVssWriterInBadState" in "".join(done.out.splitlines()[:3])


def test_a_new_page_is_written_once_and_tells_what_is_left_to_do(tmp_path: Path) -> None:
    """The draft reads, `kb check` names what is to be filled in, and nothing is overwritten."""
    done = aztriage("kb", "new", "ours/HouseOnFire", "--to", str(tmp_path))
    page = tmp_path / "ours" / "HouseOnFire.md"

    assert 0 == done.status
    assert str(page) == done.out.strip()
    checked = aztriage("kb", "check", str(tmp_path))
    assert 1 == checked.status
    assert "HouseOnFire.md:2: '<insert' is left" in checked.out
    assert 1 == aztriage("kb", "new", "ours/HouseOnFire", "--to", str(tmp_path)).status


def test_a_new_page_of_the_team_is_used_at_once(tmp_path: Path) -> None:
    """A page written a moment ago answers the next question."""
    write_page(tmp_path, "ours/HouseOnFire", example="HouseOnFire: The roof is burning in zone 3.")
    done = aztriage("explain", "HouseOnFire: The roof is burning in zone 7.", settings={"AZTRIAGE_KB": str(tmp_path)})

    assert "About ours/HouseOnFire" in done.out


def test_a_team_page_that_takes_an_example_from_a_shipped_one_is_named(tmp_path: Path) -> None:
    """A team's pages are checked as they are used: together with the shipped ones."""
    write_page(tmp_path, "ours/HouseOnFire", example="Code: AllocationFailed")
    done = aztriage("kb", "check", str(tmp_path))

    assert 1 == done.status
    assert "is won by compute/AllocationFailed, not by ours/HouseOnFire" in done.out


def test_the_schema_is_printed_for_editors() -> None:
    """What is printed is what the package holds."""
    assert schema_text() == aztriage("kb", "schema").out
