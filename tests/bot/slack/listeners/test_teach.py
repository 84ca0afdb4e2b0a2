"""The bot is taught by buttons and windows: notes, thumbs, pages and their review, decisions about clusters."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.bootstrap import Parts
from bot.slack.app import Bot
from bot.slack.listeners.asking import Access
from bot.slack.rules import Rules
from bot.slack.text.limits import validate
from bot.slack.views.buttons import packed
from bot.usecases.teach.form import Form, prefilled
from tests.bot.slack.interacting import interact, pressed, pressed_in_window, submission
from tests.bot.slack.listeners.test_buttons import MESSAGE, button, calls
from tests.bot.slack.teaching import MAINTAINER, taught
from tests.bot.slack.wire import PERSON, TEAM, SlackApi, deliver, envelope
from tests.bot.usecases.teach.test_form import FORM
from tests.fakes.store import FakeStore

ENTRY = "compute/AllocationFailed"
UNKNOWN = "Code: GadgetStuck\nMessage: The gadget of VM 'web-77' in resource group 'rg-shop' does not turn."
Do = Callable[[Bot, SlackApi], Awaitable[Any]]


@pytest.fixture
def kept() -> FakeStore:
    """Give an empty store."""
    return FakeStore()


@pytest.fixture
def teach(parts: Parts, kept: FakeStore) -> Callable[[Do], Any]:
    """Give a function that lets a test teach a bot, and gives what the test gives."""
    return lambda do: taught(do, parts=parts, kept=kept)


def opened(api: SlackApi) -> dict[str, Any]:
    """Give the window that was opened last."""
    view = calls(api, "views.open", "views.push")[-1]["view"]
    found: dict[str, Any] = json.loads(view) if isinstance(view, str) else view
    assert () == tuple(fault for fault in validate(found["blocks"]) if "message:" not in fault)
    return found


def sent(
    window: dict[str, Any], filled: dict[str, str], *, person: str = PERSON, trigger: str = "T1.s"
) -> dict[str, Any]:
    """Give a window that is sent off with these texts and choices."""
    payload = submission({}, metadata=window["private_metadata"])
    words = {option["value"]: option["text"]["text"] for option in _options(window)}
    values = {}
    for name, given in filled.items():
        option = {"text": {"type": "plain_text", "text": words.get(given, given)}, "value": given}
        values[name] = {name: {"value": given, "selected_option": option}}
    view = payload["view"] | {"callback_id": window["callback_id"], "state": {"values": values}}
    return payload | {"view": view, "trigger_id": trigger, "user": payload["user"] | {"id": person}}


def _options(window: dict[str, Any]) -> list[dict[str, Any]]:
    fields = [block["element"] for block in window["blocks"] if block["type"] == "input"]
    return [option for field in fields for option in field.get("options", ())]


def by(person: str, payload: dict[str, Any]) -> dict[str, Any]:
    """Give a payload as another person causes it."""
    return payload | {"user": payload["user"] | {"id": person}, "trigger_id": f"{payload['trigger_id']}.{person}"}


def buttons(posted: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Give the buttons of a message by their labels."""
    rows = [block for block in posted["blocks"] if block["type"] == "actions"]
    return {one["text"]["text"]: one for row in rows for one in row["elements"]}


def test_a_note_is_added_and_shown(teach: Callable[[Do], Any], kept: FakeStore) -> None:
    """Everybody sees who added it; from then on every answer of the entry in this workspace carries it, escaped."""

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        await interact(bot, pressed(MESSAGE, button("note", ENTRY)))
        text = "Use `westeurope`. <!channel> AccountKey=" + "c2VjcmV0" * 8
        ((status, _),) = await interact(bot, sent(opened(api), {"note": text}))
        assert 200 == status
        await deliver(bot, envelope())
        return api.posted()

    told, answer = teach(do)
    (note,) = kept.notes.of(ENTRY, workspace=envelope()["team_id"])
    assert (PERSON, "1.1") == (note.author, told["thread_ts"])
    assert "c2VjcmV0" not in f"{told}{answer}{note}"
    assert "westeurope" in answer["text"]
    assert "<!channel>" not in answer["text"]
    assert "Notes of your team" in answer["text"]


def test_a_note_is_changed_by_who_may(teach: Callable[[Do], Any], kept: FakeStore) -> None:
    """The author sees buttons beside it, others do not; a maintainer removes it."""

    async def do(bot: Bot, api: SlackApi) -> list[list[str]]:
        await interact(bot, pressed(MESSAGE, button("note", ENTRY)))
        await interact(bot, sent(opened(api), {"note": "Wrong."}))
        seen = []
        for person in (PERSON, "UOTHER0001", MAINTAINER):
            await interact(bot, by(person, pressed(MESSAGE, button("note", ENTRY), trigger=f"T2.{person}")))
            seen.append(list(buttons(opened(api))))
        (note,) = kept.notes.of(ENTRY, workspace=envelope()["team_id"])
        await interact(bot, by("UOTHER0001", pressed(MESSAGE, button("note_remove", note.id), trigger="T3")))
        assert [note] == [*kept.notes.of(ENTRY, workspace=note.workspace)]
        await interact(bot, by(MAINTAINER, pressed(MESSAGE, button("note_remove", note.id), trigger="T4")))
        assert [] == kept.notes.of(ENTRY, workspace=note.workspace)
        return seen

    assert [["Edit", "Remove"], [], ["Edit", "Remove"]] == teach(do)


@pytest.mark.parametrize(("channel", "left"), [("C1", 0), ("C2", 1)])
def test_a_press_in_a_window_counts_as_one_of_its_channel(
    parts: Parts, kept: FakeStore, channel: str, left: int
) -> None:
    """Where the channels that may ask are listed, a note is removed in the window of one of them, and of no other."""
    rules = Rules(per_minute=0, maintainers=frozenset({MAINTAINER}), access=Access(channels=frozenset({"C1"})))

    async def do(bot: Bot, api: SlackApi) -> int:
        await interact(bot, pressed(MESSAGE, button("note", ENTRY)))
        await interact(bot, sent(opened(api), {"note": "Ask for quota first."}))
        (note,) = kept.notes.of(ENTRY, workspace=TEAM)
        press = pressed_in_window(button("note_remove", note.id))
        press["view"]["private_metadata"] = packed({"channel": channel})
        await interact(bot, press)
        return len(kept.notes.of(ENTRY, workspace=TEAM))

    assert left == taught(do, parts=parts, kept=kept, rules=rules)


def test_thumbs_are_kept_with_their_reason(teach: Callable[[Do], Any], kept: FakeStore) -> None:
    """Up is kept as it is; down is kept at once, and with the reason once that is said."""

    async def do(bot: Bot, api: SlackApi) -> None:
        await interact(bot, pressed(MESSAGE, button("helped", ENTRY)))
        assert {ENTRY: (1, 0)} == dict(kept.feedback.counts())
        await interact(bot, pressed(MESSAGE, button("not", ENTRY), trigger="T2"))
        assert {ENTRY: (0, 1)} == dict(kept.feedback.counts())
        await interact(bot, sent(opened(api), {"reason": "It was the quota."}))

    teach(do)
    (opinion,) = kept.feedback.of(ENTRY)
    assert ("down", "It was the quota.", "C1:5.5") == (opinion.thumb, opinion.reason, opinion.place)


def fields(form: Form) -> dict[str, str]:
    """Give a form as it is filled in."""
    return {name: getattr(form, name) for name in Form.__slots__}


def test_an_unknown_error_becomes_a_page(teach: Callable[[Do], Any], kept: FakeStore) -> None:
    """The answer offers it, the window holds the error masked, a maintainer accepts, the next answer is the page."""

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        await deliver(bot, envelope(text=UNKNOWN))
        write = buttons(api.posted()[0])["Write this page"]
        await interact(bot, pressed(MESSAGE, write))
        window = opened(api)
        filled = {block["block_id"]: block["element"].get("initial_value") for block in window["blocks"]}
        assert ("GadgetStuck", prefilled(UNKNOWN).example) == (filled["code"], filled["example"])
        await interact(bot, sent(window, fields(FORM)))
        proposed = next(each for each in api.posted()[1:] if each["channel"] == "C1")
        accept = buttons(proposed)["Accept"]
        await interact(bot, pressed(MESSAGE, accept, trigger="T2"))
        assert "open" == kept.drafts.all()[0].state
        await interact(bot, by(MAINTAINER, pressed(MESSAGE, accept, trigger="T3")))
        await deliver(bot, envelope(text=UNKNOWN, event_id="Ev2", ts="2.2", event_ts="2.2"))
        return api.posted()

    # Each channel has its own queue: which of two is served first is open.
    said = teach(do)
    (alone,) = (each for each in said if each["channel"] == MAINTAINER)
    unknown, _, _, answer = (each for each in said if each["channel"] == "C1")
    assert "web-77" not in f"{alone}"
    assert ("GadgetStuck" in unknown["text"], FORM.title) == (True, answer["blocks"][0]["text"]["text"])


def test_what_is_wrong_with_a_page_stands_at_its_field(teach: Callable[[Do], Any], kept: FakeStore) -> None:
    """The window stays open with one sentence a field, and nothing is kept."""

    async def do(bot: Bot, api: SlackApi) -> Any:  # noqa: ANN401 - JSON
        await interact(bot, pressed(MESSAGE, button("draft", json.dumps({"code": "X", "text": UNKNOWN}))))
        wrong = fields(FORM) | {"fix": "Look.\naz vm delete --name <vm>"}
        ((_, body),) = await interact(bot, sent(opened(api), wrong))
        return json.loads(body)

    said = teach(do)
    assert ("errors", ["fix"]) == (said["response_action"], list(said["errors"]))
    assert [] == kept.drafts.all()


def test_a_page_may_be_changed_before_its_review(teach: Callable[[Do], Any], kept: FakeStore) -> None:
    """Its window opens with what was written; what is sent off takes its place."""

    async def do(bot: Bot, api: SlackApi) -> None:
        await interact(bot, pressed(MESSAGE, button("draft", json.dumps({"code": "X", "text": UNKNOWN}))))
        await interact(bot, sent(opened(api), fields(FORM)))
        (draft,) = kept.drafts.all()
        await interact(bot, by("UOTHER0001", pressed(MESSAGE, button("rewrite", draft.id), trigger="T2")))
        await interact(bot, pressed(MESSAGE, button("rewrite", draft.id), trigger="T3"))
        better = fields(FORM) | {"title": "The gadget is rusty"}
        await interact(bot, sent(opened(api), better, trigger="T4"))

    teach(do)
    (draft,) = kept.drafts.all()
    assert "title: The gadget is rusty\n" in draft.markdown


def test_clusters_are_decided_about_and_that_is_taken_back(teach: Callable[[Do], Any], kept: FakeStore) -> None:
    """The report offers it; what was decided is told with a button that takes it back, which works once."""

    async def do(bot: Bot, api: SlackApi) -> list[dict[str, Any]]:
        await deliver(bot, envelope(text="report"))
        sort = buttons(api.posted()[0])["Sort out failures"]
        await interact(bot, pressed(MESSAGE, sort))
        window = opened(api)
        one, other = [option["value"] for option in _options(window)][:2]
        (_, body), _ = await interact(
            bot,
            sent(window, {"cluster": one, "decision": "merged", "into": one}),
            sent(window, {"cluster": one, "decision": "merged", "into": other}, trigger="T2"),
        )
        assert ["into"] == list(json.loads(body)["errors"])
        assert [(one, "merged", other)] == [(case.cluster, case.decision, case.into) for case in kept.cases.all()]
        undo = buttons(api.posted()[-1])["Undo"]
        await interact(bot, *(pressed(MESSAGE, undo, trigger=f"T{number}") for number in (3, 4)))
        assert [] == kept.cases.all()
        return api.posted()

    _, decided, undone = teach(do)
    assert ("1.1", "1.1") == (decided["thread_ts"], undone["thread_ts"])


def test_who_may_not_ask_may_not_teach(parts: Parts, kept: FakeStore) -> None:
    """A person who is not on the list changes nothing."""

    async def do(bot: Bot, _: SlackApi) -> None:
        await interact(bot, pressed(MESSAGE, button("helped", ENTRY)))

    taught(do, parts=parts, kept=kept, rules=Rules(access=Access(users=frozenset({"UELSE"})), per_minute=0))
    assert {} == dict(kept.feedback.counts())
