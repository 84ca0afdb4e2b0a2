"""A step of a workflow gets an explanation, or one sentence that says why not."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web

from bot.bootstrap import Parts
from bot.slack.app import Bot
from bot.slack.listeners.asking import Access
from bot.slack.listeners.workflow import STEP, definition
from bot.slack.rules import Rules
from bot.usecases.ports import StoreError
from bot.usecases.scope import Scope, Scopes
from bot.usecases.team_ports import Note
from tests.bot.slack.interacting import tell
from tests.bot.slack.listeners.conftest import Meet
from tests.bot.slack.stepping import executed
from tests.bot.slack.teaching import taught
from tests.bot.slack.wire import TEAM, SlackApi
from tests.fakes.clock import NOON
from tests.fakes.conversations import FakeConversations
from tests.fakes.store import FakeStore

ON = Rules(per_minute=0, features=frozenset({"workflow"}))
DONE, FAILED = "functions.completeSuccess", "functions.completeError"
PLANTED = "AccountKey=" + "c2VjcmV0" * 11 + "=="
Calls = list[dict[str, Any]]
Told = tuple[list[str], Calls]


def running(
    meet: Meet,
    *events: dict[str, Any],
    rules: Rules = ON,
    kept: FakeStore | None = None,
    prepare: Callable[[SlackApi], None] = lambda _: None,
) -> Told:
    """Let a workflow run the step, and give how Slack was told that it ended: methods and what was said."""

    async def do(bot: Bot, api: SlackApi) -> Told:
        for event in events:
            await tell(bot, event)
        ended = [(method, said) for method, said in api.calls if method in {DONE, FAILED}]
        assert [] == api.posted()
        return [method for method, _ in ended], [said for _, said in ended]

    told: Told = meet(do, rules=rules, kept=kept or FakeStore(), prepare=prepare)
    return told


def test_an_error_is_explained(meet: Meet) -> None:
    """The outputs are those that the manifest declares, each of its type."""
    methods, (said,) = running(meet, executed())
    outputs, declared = said["outputs"], definition()["output_parameters"]
    assert ([DONE], "Fx0000000001") == (methods, said["function_execution_id"])
    assert set(declared["required"]) == set(outputs)
    assert ("compute/AllocationFailed", "AllocationFailed") == (outputs["entry"], outputs["code"])
    assert 0.5 < outputs["confidence"] <= 1
    assert "capacity" in outputs["answer"]
    kinds = {name: "string" if isinstance(value, str) else "number" for name, value in outputs.items()}
    assert kinds == {name: given["type"] for name, given in declared["properties"].items()}


def test_notes_of_the_team_come_with_it(parts: Parts) -> None:
    """What the workspace added to the page stands in the answer, there and in no other."""
    kept = FakeStore()
    for workspace, text in ((TEAM, "We go to northeurope."), ("TOTHER", "They go elsewhere.")):
        kept.notes.add(Note(f"N{workspace}", "compute/AllocationFailed", workspace, "U1", text, NOON))

    async def do(bot: Bot, api: SlackApi) -> str:
        await tell(bot, executed())
        return next(str(said["outputs"]["answer"]) for method, said in api.calls if method == DONE)

    text = taught(do, parts=parts, kept=kept, rules=ON)
    assert ("We go to northeurope." in text, "elsewhere" in text) == (True, False)


def test_what_has_no_page_is_an_answer_too(meet: Meet) -> None:
    """The next step can decide by a confidence of 0."""
    text = '{"error": {"code": "FabricIsUpsetToday", "message": "It is."}}'
    methods, (said,) = running(meet, executed(text=text))
    outputs = said["outputs"]
    assert ([DONE], "", "FabricIsUpsetToday", 0) == (
        methods,
        outputs["entry"],
        outputs["code"],
        outputs["confidence"],
    )
    assert outputs["answer"]


def test_a_long_answer_fits_a_message(meet: Meet) -> None:
    """Text that goes into a section of a message is cut to its size."""
    text = "\n".join(f'{{"error": {{"code": "Conflict{number}", "message": "{"x" * 400}"}}}}' for number in range(40))
    _, (said,) = running(meet, executed(text=text))
    assert len(said["outputs"]["answer"]) <= 3000


def test_a_run_that_is_told_three_times_is_answered_once(meet: Meet) -> None:
    """Whether the event comes again, or the same run under another event."""
    events = (executed(), executed(), executed(event_id="EvStep2"))
    assert [DONE] == running(meet, *events)[0]
    both = (executed(), executed(event_id="EvStep2", name="Fx0000000002"))
    assert [DONE, DONE] == running(meet, *both)[0]


def test_secrets_and_calls_do_not_come_out_again(meet: Meet) -> None:
    """What is pasted is redacted, and nothing in the answer calls a channel."""
    text = f"&lt;!channel&gt; AllocationFailed {PLANTED}"
    _, (said,) = running(meet, executed(text=text))
    assert PLANTED not in str(said)
    assert "<!channel>" not in str(said)
    assert "I took out 1 storage account key" in said["outputs"]["answer"]


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_without_text_the_step_says_what_to_fill_in(meet: Meet, text: str) -> None:
    """The sentence is for whoever made the workflow."""
    methods, (said,) = running(meet, executed(text=text))
    assert [FAILED] == methods
    assert said["error"].startswith("There is no text to explain: fill in")


@pytest.mark.parametrize(
    ("rules", "event", "sentence"),
    [
        (Rules(), executed(), "I do not work as a step in Workflow Builder here"),
        (replace(ON, access=Access(workspaces=frozenset({"TOTHER"}))), executed(), "not set up for this workspace"),
        (replace(ON, access=Access(channels=frozenset({"C1"}))), executed(), "not set up for this channel"),
        (replace(ON, access=Access(channels=frozenset({"C1"}))), executed(channel="C2"), "not set up for this channel"),
        (replace(ON, access=Access(users=frozenset({"U1"}))), executed(), "a workflow does not tell who runs it"),
        (ON, executed(is_ext_shared_channel=True), "only inside the team that runs me"),
    ],
)
def test_the_rules_count_for_workflows(meet: Meet, rules: Rules, event: dict[str, Any], sentence: str) -> None:
    """Where people may not ask, a workflow may not either; the record says so."""
    kept = FakeStore()
    methods, (said,) = running(meet, event, rules=rules, kept=kept)
    assert ([FAILED], True) == (methods, sentence in said["error"])
    assert ["refused"] == [record.outcome for record in kept.audit.records]


def test_a_channel_that_is_let_in_is_served(meet: Meet) -> None:
    """The step may name its channel."""
    rules = replace(ON, access=Access(channels=frozenset({"C1"})))
    assert [DONE] == running(meet, executed(channel="C1"), rules=rules)[0]


def test_who_asked_with_which_scope_is_written_down(meet: Meet) -> None:
    """The record holds the channel and its scope, never the text."""
    kept = FakeStore()
    rules = replace(ON, scopes=Scopes({"C1": Scope.of(["*/rg-web-*"])}))
    running(meet, executed(channel="C1"), rules=rules, kept=kept)
    (record,) = kept.audit.records
    assert ("step", "C1", "*/rg-web-*", "answered") == (record.kind, record.channel, record.scope, record.outcome)


def test_workflows_do_not_ask_without_end(meet: Meet) -> None:
    """A workflow that runs in circles is told to wait."""
    events = [executed(name=f"Fx{number}", event_id=f"Ev{number}") for number in range(3)]
    methods, said = running(meet, *events, rules=replace(ON, per_minute=2))
    assert [DONE, DONE, FAILED] == methods
    assert "a lot at once" in said[2]["error"]


def test_without_the_store_it_says_so(meet: Meet) -> None:
    """What cannot be kept from being answered twice is not answered."""

    class Away(FakeConversations):
        def claim(self, event_id: str) -> bool:
            if event_id.startswith("step:"):
                raise StoreError(event_id)
            return super().claim(event_id)

    methods, (said,) = running(meet, executed(), kept=FakeStore(conversations=Away()))
    assert [FAILED] == methods
    assert "run this again in a few minutes" in said["error"]


def test_outputs_that_slack_refuses_end_the_step(meet: Meet) -> None:
    """An app of an older manifest does not leave the workflow waiting."""

    def prepare(api: SlackApi) -> None:
        api.answers[DONE] = [web.json_response({"ok": False, "error": "parameter_validation_failed"})]

    methods, (_, said) = running(meet, executed(), prepare=prepare)
    assert [DONE, FAILED] == methods
    assert "install the app again" in said["error"]


def test_the_step_is_the_one_of_the_manifest() -> None:
    """The name under which the bot listens is the one that Slack is told."""
    assert "explain_azure_error" == STEP
    assert ["text"] == definition()["input_parameters"]["required"]
