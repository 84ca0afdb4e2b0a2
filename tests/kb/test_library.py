import os
from pathlib import Path

import pytest

from kb.compiling import compiled, write_index
from kb.index import read_index, still_holds
from kb.library import SHIPPED, load_library
from kb.reading import read_folder
from tests.kb.pages import library_of, write_page


def test_codes_are_found_in_any_casing(tmp_path: Path) -> None:
    """Azure compares without case; the spelling given back is the entry's."""
    write_page(tmp_path, "compute/NoRoom", codes="NoRoom, OldNoRoom")
    library = library_of(tmp_path)

    assert library.knows("NOROOM")
    assert ["OldNoRoom"] == [spelling for _, spelling in library.by_code("oldnoroom")]
    assert ["compute/NoRoom"] == [entry.id for entry in library.find("noroom")]


def test_a_name_gives_every_variant_and_every_value(tmp_path: Path) -> None:
    """`kb show X` shows all pages of a code and all values of a status."""
    write_page(tmp_path, "compute/NoRoom")
    write_page(tmp_path, "compute/NoRoom.zone")
    write_page(tmp_path, "compute/State.On", codes="State/On", kind="status")
    write_page(tmp_path, "compute/State.Off", codes="State/Off", kind="status")
    library = library_of(tmp_path)

    assert ["compute/NoRoom", "compute/NoRoom.zone"] == [entry.id for entry in library.find("NoRoom")]
    assert ["compute/State.Off", "compute/State.On"] == [entry.id for entry in library.find("state")]


def test_a_page_of_the_team_replaces_the_shipped_one(tmp_path: Path) -> None:
    """A page with the same path hides ours; others are added."""
    write_page(tmp_path, "compute/AllocationFailed", example="Our own words about allocation.")
    write_page(tmp_path, "ours/OurOwnCode")

    library = load_library(team=tmp_path)

    assert "About compute/AllocationFailed" == next(e.title for e in library.find("compute/AllocationFailed"))
    assert library.knows("OurOwnCode")
    assert len(load_library()) + 1 == len(library)
    assert load_library().version != library.version


def test_a_broken_page_is_named_and_the_rest_is_used(tmp_path: Path) -> None:
    """One fault in the team's folder takes nothing else away."""
    write_page(tmp_path, "ours/Good")
    write_page(tmp_path, "ours/Bad", kind="nonsense")

    library = load_library(team=tmp_path)

    assert library.knows("Good")
    assert not library.knows("Bad")
    assert 1 == len(library.faults)
    assert "Bad.md:3: 'nonsense' is no value for 'kind'" in library.faults[0]


def test_a_team_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    """A misspelt folder is an error, not an empty library."""
    with pytest.raises(NotADirectoryError):
        load_library(team=tmp_path / "none")


def test_relations_show_on_both_sides(tmp_path: Path) -> None:
    """A relation is written once and seen from both pages."""
    write_page(tmp_path, "compute/A1", more="related: [compute/B2]\n")
    write_page(tmp_path, "compute/B2")
    library = library_of(tmp_path)

    assert ("compute/B2",) == library.related(library.find("A1")[0])
    assert ("compute/A1",) == library.related(library.find("B2")[0])


def test_a_retired_page_is_not_used(tmp_path: Path) -> None:
    """Retired pages stay in the folder and out of the answers."""
    path = write_page(tmp_path, "compute/Old", more="successor: compute/New\n")
    path.write_text(path.read_text(encoding="utf-8").replace("status: draft", "status: retired"), encoding="utf-8")

    assert not library_of(tmp_path).knows("Old")


def test_an_index_holds_until_its_folder_changes(tmp_path: Path) -> None:
    """A changed, added or removed page is noticed; a page that was only touched is not."""
    page = write_page(tmp_path / "kb", "compute/A1")
    index = tmp_path / "kb.index"
    write_index(tmp_path / "kb", index)
    data, written = index.read_bytes(), index.stat().st_mtime
    later = written + 10

    os.utime(page, (later, later))
    assert still_holds(data, tmp_path / "kb", written=written)

    page.write_text(page.read_text(encoding="utf-8").replace("Look.", "Gaze."), encoding="utf-8")
    os.utime(page, (later, later))
    assert not still_holds(data, tmp_path / "kb", written=written)

    write_page(tmp_path / "kb", "compute/A1")
    write_page(tmp_path / "kb", "compute/B2")
    assert not still_holds(data, tmp_path / "kb", written=written)
    assert not still_holds(b"no index at all", tmp_path / "kb", written=written)


def test_the_team_index_is_kept_in_the_cache_and_made_anew_when_stale(tmp_path: Path) -> None:
    """A new page is known at the next question, and the cache is a matter of speed only."""
    team, cache = tmp_path / "team", tmp_path / "cache"
    write_page(team, "ours/First")

    assert load_library(team=team, cache=cache).knows("First")
    assert any(cache.glob("*.index"))

    write_page(team, "ours/Second")
    assert load_library(team=team, cache=cache).knows("Second")


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    """On a read-only machine the index is made in memory."""
    team = tmp_path / "team"
    write_page(team, "ours/First")
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")

    assert load_library(team=team, cache=tmp_path / "cache").knows("First")


def test_an_index_gives_what_the_pages_hold(tmp_path: Path) -> None:
    """An entry out of the index is the entry of its page."""
    data = compiled(SHIPPED)
    index = read_index(data)
    entries = [one.entry for one in read_folder(SHIPPED) if one.entry is not None]

    assert [entry.id for entry in entries] == index.ids
    assert entries[::25] == [index.entry(number) for number in range(0, len(entries), 25)]
    assert data == compiled(SHIPPED)


def test_an_imported_draft_takes_the_place_of_no_other_page(tmp_path: Path) -> None:
    """What nobody has read adds pages, and hides none."""
    more = "origin: imported\nsource: a.md\nlicense: CC-BY-4.0\n"
    write_page(tmp_path, "compute/AllocationFailed", example="Draft words about allocation.", more=more)
    write_page(tmp_path, "ours/OurOwnCode", more=more)

    library = load_library(team=tmp_path)

    assert "About compute/AllocationFailed" not in {entry.title for entry in library.find("compute/AllocationFailed")}
    assert library.knows("OurOwnCode")
    assert len(load_library()) + 1 == len(library)


def test_a_page_that_is_still_to_be_written_answers_nothing(tmp_path: Path) -> None:
    """A draft as it was made stands before no page that knows something, and is named."""
    page = write_page(tmp_path, "compute/NoRoom")
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace(text.splitlines()[1], "title: <insert the root cause>"), encoding="utf-8")
    index = read_index(compiled(tmp_path))

    assert not library_of(tmp_path).knows("NoRoom")
    assert [f"{page}:2: not used yet, its title is still to be written"] == list(index.faults)
