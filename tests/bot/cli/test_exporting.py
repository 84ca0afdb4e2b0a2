"""Pages that were written in Slack leave as files that pass every check."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.adapters.store.store import open_store
from bot.usecases.teach.form import Misfit, page_of
from bot.usecases.team_ports import Draft
from tests.bot.cli.running import aztriage
from tests.bot.usecases.teach.test_form import FORM
from tests.fakes.clock import NOON, FakeClock


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """Give the settings of a store with an accepted and an open draft."""
    url = f"sqlite:///{tmp_path / 'aztriage.db'}"
    with open_store(url, clock=FakeClock()) as kept:
        for code in ("GadgetStuck", "GadgetLost"):
            example = f"Code: {code}\nMessage: The gadget of VM 'vm-01' is away."
            made = page_of(replace(FORM, code=code, example=example))
            assert not isinstance(made, Misfit)
            kept.drafts.put(Draft(code, made[0], "T1", "U1", made[1], NOON))
        assert kept.drafts.review("GadgetStuck", "accepted", by="U9", at=NOON)
    return {"AZTRIAGE_STORE": url, "AZTRIAGE_CACHE": str(tmp_path / "cache")}


def test_accepted_pages_are_written(settings: dict[str, str], tmp_path: Path) -> None:
    """Each stands where the pages of a team stand, reviewed, and `kb check` has nothing against it."""
    out = tmp_path / "pages"
    done = aztriage("kb", "export", "--out", str(out), settings=settings)
    assert (0, f"{out / 'compute' / 'GadgetStuck.md'}\n", "") == (done.status, done.out, done.err)
    assert ["compute/GadgetStuck.md"] == [path.relative_to(out).as_posix() for path in out.rglob("*.md")]
    checked = aztriage("kb", "check", str(out), settings=settings)
    assert (0, "", "1 pages, 0 faults, 0 warnings\n") == (checked.status, checked.out, checked.err)


def test_pages_are_printed_without_a_folder(settings: dict[str, str]) -> None:
    """Each with its path before it; proposed ones only when they are asked for."""
    printed = aztriage("kb", "export", settings=settings).out
    assert printed.startswith("<!-- compute/GadgetStuck.md -->\n---\ntitle: The gadget is stuck\n")
    assert "GadgetLost" not in printed
    assert "status: draft" in aztriage("kb", "export", "--proposed", settings=settings).out


def test_nothing_to_export_is_said(tmp_path: Path) -> None:
    """An empty store is no fault."""
    done = aztriage("kb", "export", settings={"AZTRIAGE_STORE": f"sqlite:///{tmp_path / 'empty.db'}"})
    assert (0, "", "No page was accepted yet.\n") == (done.status, done.out, done.err)


def test_a_folder_that_cannot_be_written_is_said(settings: dict[str, str], tmp_path: Path) -> None:
    """One sentence and the status of a question that cannot be answered."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = aztriage("kb", "export", "--out", str(tmp_path / "file"), settings=settings)
    assert (1, "") == (done.status, done.out)
    assert "cannot be written" in done.err
