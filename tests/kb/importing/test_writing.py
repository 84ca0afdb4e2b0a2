from dataclasses import replace
from pathlib import Path

import pytest

from kb.entry import Entry, Step
from kb.importing import LIST, REPORT, Written, write_drafts, write_report
from kb.reading import render

DRAFT = Entry(
    id="compute/RoofFailed",
    title="The roof failed",
    kind="error",
    codes=("RoofFailed",),
    meaning="It failed.",
    fixes=(Step("Mend it."),),
    origin="imported",
    source="a.md",
    license="MIT",
)
PAGE = "compute/RoofFailed.md"


def all_bytes(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    """Byte-equal files, counted as unchanged."""
    first = write_drafts([DRAFT], tmp_path)
    write_report(["a.md:1: odd"], first.kept, tmp_path)
    before = all_bytes(tmp_path)
    second = write_drafts([DRAFT], tmp_path)
    write_report(["a.md:1: odd"], second.kept, tmp_path)

    assert Written(new=[PAGE]) == first
    assert Written(unchanged=[PAGE]) == second
    assert before == all_bytes(tmp_path)
    assert {LIST, REPORT, "RoofFailed.md"} == before.keys()


def test_a_page_nobody_touched_follows_the_document(tmp_path: Path) -> None:
    """A draft that is as it was written is written anew when the document changed."""
    write_drafts([DRAFT], tmp_path)
    done = write_drafts([replace(DRAFT, meaning="It failed again.")], tmp_path)

    assert Written(changed=[PAGE]) == done
    assert "again" in (tmp_path / PAGE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("edited", "why"),
    [
        (render(replace(DRAFT, status="reviewed", owner="us", reviewed="2026-11-21")), "it is reviewed"),
        (render(replace(DRAFT, meaning="Our own words.")), "it was edited by hand"),
        (render(replace(DRAFT, origin="team")), "it was not imported"),
        ("no page at all", "it was not imported"),
    ],
)
def test_a_page_somebody_worked_on_is_kept(tmp_path: Path, edited: str, why: str) -> None:
    """Reviewed, edited and foreign pages stay as they are, and are named with the reason."""
    write_drafts([DRAFT], tmp_path)
    (tmp_path / PAGE).write_text(edited, encoding="utf-8")
    done = write_drafts([replace(DRAFT, meaning="New in the document.")], tmp_path)

    assert Written(kept={PAGE: why}) == done
    assert edited == (tmp_path / PAGE).read_text(encoding="utf-8")
    assert f"{PAGE}:1: kept: {why}\n" == write_report([], done.kept, tmp_path).read_text(encoding="utf-8")


def test_without_the_list_no_page_is_taken_for_our_own(tmp_path: Path) -> None:
    """When nobody knows what was written, a page that differs is kept."""
    write_drafts([DRAFT], tmp_path)
    (tmp_path / LIST).unlink()

    assert ["it was edited by hand"] == list(write_drafts([replace(DRAFT, tip="New.")], tmp_path).kept.values())


def test_a_page_in_another_casing_is_the_same_page(tmp_path: Path) -> None:
    """No second file beside it that differs only in case."""
    other = tmp_path / "compute" / "rooffailed.md"
    other.parent.mkdir()
    other.write_text("ours", encoding="utf-8")

    assert {PAGE: "it was not imported"} == write_drafts([DRAFT], tmp_path).kept


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    """What a page links to may be anybody's file."""
    theirs = tmp_path / "theirs.txt"
    theirs.write_text("theirs", encoding="utf-8")
    (tmp_path / "compute").mkdir()
    (tmp_path / PAGE).symlink_to(theirs)

    assert {PAGE: "it is a link"} == write_drafts([DRAFT], tmp_path).kept
    assert "theirs" == theirs.read_text(encoding="utf-8")
