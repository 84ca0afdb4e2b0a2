"""Every view is as it was when somebody last looked at it, and Slack takes it."""

import pytest

from bot.slack.text.limits import validate
from tests.bot.slack.views.golden import FOLDER, golden, path_of, windows, written
from tests.bot.slack.views.golden_home import home_tabs

VIEWS = golden()


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_as_it_was(name: str) -> None:
    """A change that is meant is written down by `python -m tests.bot.slack.views.golden`."""
    assert path_of(name).read_text(encoding="utf-8") == written(VIEWS[name])


def test_no_file_is_left_over() -> None:
    """Each file is a view."""
    assert set(VIEWS) == {path.stem for path in FOLDER.glob("*.json")}


@pytest.mark.parametrize("name", VIEWS)
def test_slack_takes_every_view(name: str) -> None:
    """No limit is passed, and a window has a title that fits its bar."""
    assert () == validate(VIEWS[name]["blocks"], surface="home" if name in home_tabs() else "message")
    if name in windows():
        assert len(VIEWS[name]["title"]["text"]) <= 24


@pytest.mark.parametrize("name", [name for name in VIEWS if name not in windows() | home_tabs()])
def test_the_text_alone_says_it(name: str) -> None:
    """Whoever hears the message instead of seeing it gets sentences."""
    text = VIEWS[name]["text"]
    assert text.strip()
    assert any(line.rstrip().endswith((".", "?", "!", ":", ")")) for line in text.splitlines())
