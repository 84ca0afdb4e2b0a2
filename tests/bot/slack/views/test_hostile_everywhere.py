"""Windows, the home tab, what is taught, ordered and watched: text that means harm does none there either."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.text.checking import faults_of_message, faults_of_view
from bot.slack.text.limits import parts
from bot.slack.views import modals, teach
from bot.slack.views.explanation import explanation
from bot.slack.views.files import unread
from bot.slack.views.home import Health, Home, home, plain_home
from bot.slack.views.report import report
from bot.slack.views.rotation import rotation
from bot.slack.views.subscription import failed, failed_for_owner, outcome, signed
from bot.slack.views.view import View
from bot.slack.views.watch import alert_explained
from bot.usecases.files.holding import Unread
from bot.usecases.ports import Case
from bot.usecases.subscriptions.subscribing import Changed, Listed, NotDone, Subscribed, Wanted
from bot.usecases.teach.form import prefilled
from bot.usecases.team_ports import Draft, Note, Subscription
from tests.bot.slack.samples import ALLOCATION, MONDAY, answer, recurring, reported
from tests.bot.slack.views.test_hostile import HOSTILE, hostile_matches

# All that Slack makes of < and >: a person, a channel, a time, a link to a page that an entry names.
_OURS = re.compile(
    r"<@[UW][A-Z0-9]+>|<#[CG][A-Z0-9]+>|<!date\^\d+\^[^<>|]+\|[^<>|]+>|<https://learn\.[^<>|\s]+\|[^<>|]+>"
)
PEOPLE = st.sampled_from(["U1", "W2", "", "<!channel>", "U1> <!here"])
PLACES = st.sampled_from(["C1", "D1", "", "<!channel>", "C1|x> <!here"])
NAMES = HOSTILE | st.just("x" * 5000) | st.just("ü" * 5000)
PLACE = {"channel": "C1", "thread": "1.1", "message": "1.2"}


def notes() -> st.SearchStrategy[Note]:
    """Give notes that mean harm."""
    edited = st.none() | st.just(MONDAY)
    return st.builds(
        Note, st.just("N1"), st.just(ALLOCATION.entry), st.just("T1"), PEOPLE, NAMES, st.just(MONDAY), edited
    )


def subscriptions() -> st.SearchStrategy[Subscription]:
    """Give orders whose filters, places and owners mean harm."""
    return st.builds(
        Subscription,
        id=st.just("a1b2c3"),
        workspace=st.just("T1"),
        channel=PLACES,
        weekday=st.none() | st.integers(1, 7),
        time=st.just("09:00"),
        zone=st.just("Europe/Vienna"),
        owner=PEOPLE,
        next_run=st.just(MONDAY),
        filters=st.dictionaries(st.sampled_from(["rg", "sub"]), NAMES, max_size=2),
        thread=st.sampled_from(["", "1.1"]),
        paused=st.booleans(),
    )


def drafts() -> st.SearchStrategy[Draft]:
    """Give proposed pages that mean harm."""
    state = st.sampled_from(["open", "accepted", "rejected"])
    return st.builds(Draft, st.just("D1"), NAMES, st.just("T1"), PEOPLE, NAMES, st.just(MONDAY), state, reviewer=PEOPLE)


@st.composite
def messages(draw: st.DrawFn) -> View:
    """Give a message of any kind."""
    text, name, one = draw(NAMES), draw(NAMES), draw(subscriptions())
    note, draft, person = draw(notes()), draw(drafts()), draw(PEOPLE)
    case = Case("c-1", draw(st.sampled_from(["fixed", "merged", "split"])), person, MONDAY)
    noted = replace(
        answer(matches=(draw(hostile_matches()),), entities=dict.fromkeys(("vm", "region", "vm_size"), (name,))),
        notes=(note,),
    )
    unknown = answer(unlisted=(name,), knowledge_version=name)
    failures = reported(recurring(template=text, title="", entry="", fix=None, code=name, exemplar=text), source=name)
    rotated = rotation([(name or "x", 1)])
    assert rotated is not None
    made: Sequence[Callable[[], View]] = (
        lambda: teach.extended(explanation(noted), teach.teaching(noted, text=text)),
        lambda: teach.extended(explanation(unknown), teach.teaching(unknown, text=text)),
        lambda: signed(teach.extended(report(failures), teach.sorting(failures)), one),
        lambda: teach.note_told(note, how="added", by=person),
        lambda: teach.proposed(draft),
        lambda: teach.reviewed(draft),
        lambda: teach.decided(case, name=name, into=draw(st.just("") | NAMES)),
        lambda: teach.undone(name, by=person),
        lambda: teach.sentence(text),
        lambda: outcome(Subscribed(one)),
        lambda: outcome(Changed(one, draw(st.sampled_from(["paused", "resumed", "ended"])))),
        lambda: outcome(Listed((one,))),
        lambda: outcome(Wanted(one, alone=draw(st.booleans()))),
        lambda: outcome(NotDone(text)),
        lambda: failed(one, text, next_run=MONDAY + timedelta(days=7)),
        lambda: failed_for_owner(one, text),
        lambda: rotated,
        lambda: unread([Unread(name, "binary")]),
        lambda: alert_explained(explanation(noted), text, hours=6),
    )
    return draw(st.sampled_from(made))()


@st.composite
def windows(draw: st.DrawFn) -> Mapping[str, Any]:
    """Give a window or home tab of any kind."""
    text, name, one = draw(NAMES), draw(NAMES), draw(subscriptions())
    found = [(note, draw(st.booleans())) for note in draw(st.lists(notes(), max_size=12))]
    clusters = [(f"c-{number}", draw(NAMES)) for number in range(draw(st.integers(1, 12)))]
    health = Health(
        version=name, pages=1, codes=1, log=text, way="HTTP", troubles=tuple(draw(st.lists(NAMES, max_size=3)))
    )
    made: Sequence[Callable[[], Mapping[str, Any]]] = (
        lambda: modals.page_modal(draw(hostile_matches())),
        lambda: modals.no_page_modal(name),
        lambda: modals.why_modal([["code", text]], [[name, text]]),
        lambda: modals.plainer(modals.page_modal(draw(hostile_matches()))),
        lambda: modals.answer_modal(teach.sentence(text), title=name),
        lambda: teach.note_window(ALLOCATION.entry, found, carries=PLACE),
        lambda: teach.edit_note_window(draw(notes()), carries=PLACE),
        lambda: teach.reason_window(carries=PLACE),
        lambda: teach.page_window(prefilled(text, code=name), ["compute", "network"], carries=PLACE),
        lambda: teach.cluster_window(clusters, carries=PLACE),
        lambda: home(Home(MONDAY, health, (one,), (draw(drafts()),), everybody=draw(st.booleans()))),
        lambda: plain_home(text),
    )
    return draw(st.sampled_from(made))()


def harm(blocks: Sequence[Mapping[str, Any]], text: str = "") -> list[str]:
    """Give everything in blocks and text by which Slack would call somebody or lead elsewhere."""
    found = [part["url"] for part in parts(list(blocks)) if part.get("type") == "link"]
    wrong = [url for url in found if not url.startswith("https://learn.microsoft.com/")]
    marked = [str(part["text"]) for part in parts(list(blocks)) if part.get("type") == "mrkdwn"]
    wrong += [rest for each in (*marked, text) if re.search(r"[<>]", rest := _OURS.sub("", each))]
    people = [part for part in parts(list(blocks)) if part.get("type") in {"user", "usergroup", "broadcast"}]
    wrong += [
        str(part) for part in people if part["type"] != "user" or not re.fullmatch(r"[UW][A-Z0-9]+", part["user_id"])
    ]
    fences = [line for line in text.split("\n") if "```" in line]
    return wrong if fences == ["```", "```"] * (len(fences) // 2) else [*wrong, "an open fence"]


@settings(max_examples=150, deadline=None)
@given(messages())
def test_no_message_does_harm(shown: View) -> None:
    """Nobody is called, no foreign link can be clicked, no code block is left, and Slack takes it."""
    assert [] == harm(shown.blocks, shown.text)
    assert () == faults_of_message(shown.text, shown.blocks)
    assert json.dumps([shown.blocks, shown.text], ensure_ascii=False).encode()


@settings(max_examples=150, deadline=None)
@given(windows())
def test_no_window_does_harm(shown: Mapping[str, Any]) -> None:
    """The same of what only one person sees."""
    assert [] == harm(shown["blocks"])
    assert () == faults_of_view(shown)
    assert json.dumps(shown, ensure_ascii=False).encode()


def test_harm_is_seen() -> None:
    """The search finds what it is for."""
    texts = ["<!channel>", "<@U1> <!here>", "<https://evil.example|x>", "<#C1|x> y", "```\nx"]
    assert [1] * len(texts) == [len(harm([], text)) for text in texts]
    link = {"type": "link", "url": "https://evil.example"}
    assert ["https://evil.example"] == harm([{"type": "rich_text", "elements": [link]}])
    assert [] == harm([], "<@U1> <#C1> <!date^1^{date}|x> <https://learn.microsoft.com/x|y>")
