"""What teaching shows fits Slack's limits and rings nobody, whatever people wrote."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.text.limits import validate
from bot.slack.views import teach
from bot.slack.views.explanation import explanation
from bot.slack.views.forms import Modal
from bot.usecases.ports import Case
from bot.usecases.teach.form import Form
from bot.usecases.team_ports import Draft, Note
from tests.bot.slack.samples import ALLOCATION, answer
from tests.fakes.clock import NOON

TEXT = st.one_of(
    st.text(max_size=300), st.sampled_from(["<!channel>" * 400, "```" * 900, "🛑" * 2900, "& <@U1> " * 500])
)
LONGEST = {"plain_text": 3000, "title": 24}


def faults(window: Modal) -> list[str]:
    """Give what Slack would refuse of a window."""
    found = [fault for fault in validate(window["blocks"]) if not fault.startswith("message: ")]
    return found + _too_long(window)


def _too_long(window: dict[str, Any]) -> list[str]:
    long = [name for name in ("title", "submit", "close") if len(window[name]["text"]) > LONGEST["title"]]
    return long + ["private_metadata"] * (len(window["private_metadata"]) > 3000)


@given(TEXT)
def test_every_message_fits(text: str) -> None:
    """Notes, drafts, reviews and decisions with any text are taken, and call nobody but by the bot's own mark."""
    note = Note("N1", ALLOCATION.entry, "T1", "U1", text, NOON, edited=NOON)
    draft = Draft("D1", "compute/X", "T1", "<!here>", text, NOON)
    case = Case("c1", "merged", "U1", NOON, into="c2")
    shown = [
        explanation(replace(answer(matches=(ALLOCATION,)), notes=(note,) * 5)),
        teach.note_told(note, how="added", by="U1"),
        teach.proposed(draft),
        teach.reviewed(replace(draft, state="accepted", reviewer="U9")),
        teach.decided(case, name=text, into=text),
        teach.undone(text, by="U1"),
        teach.sentence(text or "x"),
    ]
    assert [()] * len(shown) == [validate(one.blocks) for one in shown]
    assert not any("<!" in one.text for one in shown)


@given(TEXT)
def test_every_window_fits(text: str) -> None:
    """Fields are filled as far as they take it."""
    note = Note("N1", ALLOCATION.entry, "T1", "U1", text, NOON)
    form = Form("compute", text, text, text, text, text)
    windows = [
        teach.note_window(ALLOCATION.entry, [(note, True)] * 20, carries={}),
        teach.edit_note_window(note, carries={}),
        teach.reason_window(carries={}),
        teach.page_window(form, ["compute", "network"], carries={"channel": "C1"}),
        teach.cluster_window([("c1", text), ("c2", text)], carries={}),
    ]
    assert [[]] * len(windows) == [faults(one) for one in windows]


@given(TEXT)
def test_an_unknown_error_can_be_written_down(text: str) -> None:
    """Without a match there is a button that carries as much of the error as fits, and no thumbs."""
    (row,) = teach.teaching(answer(), text=text)
    assert ["Write this page"] == [one["text"]["text"] for one in row["elements"]]
    assert () == validate([row])


def test_a_known_error_can_be_judged() -> None:
    """Thumbs and a note concern the entry of the best match."""
    (row,) = teach.teaching(answer(matches=(ALLOCATION,)), text="x")
    expected = [("This helped", ALLOCATION.entry), ("Not this one", ALLOCATION.entry), ("Add a note", ALLOCATION.entry)]
    assert expected == [(one["text"]["text"], one["value"]) for one in row["elements"]]
