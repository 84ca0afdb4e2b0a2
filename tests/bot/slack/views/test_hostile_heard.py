"""Names of files and apps, and what stands in logs and alerts, may mean harm: they are shown and do nothing."""

from dataclasses import replace
from datetime import UTC
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.listeners.files import files_of
from bot.slack.text.limits import BLOCKS, BUDGET, MESSAGE_TEXT, length, size, validate
from bot.slack.views.buttons import asking, row
from bot.slack.views.explanation import explanation
from bot.slack.views.files import carried, contents, of_files, unread
from bot.slack.views.view import View, view
from bot.slack.views.watch import alert_explained, told
from bot.usecases.files.asking import Contents, Worst
from bot.usecases.files.holding import Unread, Why
from bot.usecases.ports import SharedFile
from bot.usecases.team_ports import Watch
from bot.usecases.watching import Watching
from tests.bot.slack.samples import ALLOCATION, WEEK, answer, parts, recurring, reported
from tests.bot.slack.views.test_hostile import HOSTILE, hostile_matches
from tests.fakes.clock import NOON

FILES = st.lists(st.builds(SharedFile, HOSTILE, HOSTILE, HOSTILE, st.integers(0, 9), HOSTILE), min_size=1, max_size=5)


@st.composite
def hostile_contents(draw: st.DrawFn) -> View:
    """Give the view of a log in which every name and message is hostile."""
    failures = st.builds(recurring, code=HOSTILE, exemplar=HOSTILE, template=HOSTILE, title=HOSTILE)
    worst = st.builds(Worst, failures, st.none() | hostile_matches())
    found = tuple(draw(st.lists(worst, max_size=3)))
    machines = tuple((name, 3) for name in draw(st.lists(HOSTILE, max_size=7)))
    report = reported(*(one.failure for one in found))
    shown = contents(Contents(draw(HOSTILE), 5, WEEK, machines, report, found), zone=UTC)
    return of_files(shown, draw(FILES))


@st.composite
def hostile_words(draw: st.DrawFn) -> View:
    """Give the other views, with hostile names."""
    name = draw(HOSTILE)
    watch = Watch("T1", "C1", name, "U1", NOON)
    files = [Unread(draw(HOSTILE), draw(st.sampled_from(get_args(Why)))) for _ in range(draw(st.integers(1, 5)))]
    alert = explanation(answer(matches=(ALLOCATION,)))
    machine = f"/subscriptions/{name}/resourcegroups/x/providers/microsoft.compute/virtualmachines/{draw(HOSTILE)}"
    return draw(
        st.sampled_from(
            [
                unread(files),
                told(Watching((watch,), "begun", watch)),
                told(Watching((watch, replace(watch, hours=48)))),
                told(Watching((), "ended", watch)),
                alert_explained(alert, machine, hours=6),
            ]
        )
    )


@settings(max_examples=60, deadline=None)
@given(hostile_contents() | hostile_words())
def test_nothing_hostile_gets_through(shown: View) -> None:
    """Nobody is called, no foreign link can be clicked, and Slack takes the message."""
    assert () == validate(shown.blocks)
    assert len(shown.blocks) <= BLOCKS
    assert size(shown.blocks) <= BUDGET
    assert length(shown.text) <= MESSAGE_TEXT
    assert not any(call in shown.text for call in ("<!", "<@", "<https://evil"))
    kinds = {str(part.get("type")) for part in parts(shown.blocks)}
    assert not kinds & {"mention", "user", "usergroup", "broadcast", "channel"}


@settings(deadline=None)
@given(FILES, HOSTILE)
def test_a_button_carries_its_files_or_is_none(files: list[SharedFile], question: str) -> None:
    """A press asks the files that the answer was about, and never fewer."""
    shown = of_files(view(*row([asking("x", question)])), files)
    for button in (each for block in shown.blocks for each in block["elements"]):
        assert [(file.id, file.name) for file in files] == [
            (file.id, file.name) for file in carried(button["value"])[1]
        ]


@given(
    st.dictionaries(
        st.sampled_from(["files"]),
        st.lists(
            st.none()
            | st.text(max_size=3)
            | st.dictionaries(
                st.sampled_from(["id", "name", "mimetype", "size", "url_private", "title"]),
                st.none() | st.integers() | HOSTILE,
            )
        ),
    )
)
def test_any_files_of_a_message_are_read(message: dict[str, list[object]]) -> None:
    """Whatever stands there, it is names and numbers of bounded length."""
    for file in files_of(message):
        assert len(file.name) <= 120
        assert isinstance(file.size, int)
        assert len(file.url) <= 1000
