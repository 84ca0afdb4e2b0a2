"""The step "Explain an Azure error" of Workflow Builder: text in, the explanation out, for the steps behind it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import structlog
from aiohttp import ClientError
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.answering import where
from bot.slack.features import off
from bot.slack.listeners.asking import Asked
from bot.slack.listeners.desk import LARGEST, Desk
from bot.slack.listeners.payloads import Body
from bot.slack.sending.failures import code_of
from bot.slack.text.escape import legible, unescape
from bot.slack.text.limits import clip
from bot.slack.views.step import ERROR, Outputs, outputs
from bot.slack.working import in_thread
from bot.usecases.answers import Explanation, RedactionCount
from bot.usecases.delivery_ports import Question
from bot.usecases.ports import Conversations, StoreError

STEP = "explain_azure_error"
_EMPTY = "There is no text to explain: fill in “Text” in this step, or put a step before it that gives one."
_NOBODY = "I answer only the people I was told to, and a workflow does not tell who runs it."
_HURRY = "Workflows asked me a lot at once: let this one wait a minute, then run it again."
_REFUSED = {
    "workspace": "I am not set up for this workspace; whoever runs me can let it in.",
    "channel": "I am not set up for this channel; fill in “Channel” with one that whoever runs me has let in.",
    "outsiders": "I answer only inside the team that runs me.",
}
_AWAY = "I cannot write down that I was asked, so I do not answer; run this again in a few minutes."
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why the step fails, in one sentence for whoever looks after the workflow."""

    reason: str


def definition() -> dict[str, Any]:
    """Give the step as the manifest tells Slack about it."""
    text = {"type": "string", "title": "Text", "description": "The error, as it is: output of a tool, JSON, a log line"}
    channel = {"type": "slack#/types/channel_id", "title": "Channel", "description": "The channel it is asked for"}
    given = {
        "answer": ("string", "Answer", "What the error means and how to mend it"),
        "entry": ("string", "Page", "The page that explains it, empty if there is none"),
        "code": ("string", "Code", "The error's code, empty if it has none"),
        "confidence": ("number", "Confidence", "How sure the answer is, from 0 to 1"),
    }
    return {
        "title": "Explain an Azure error",
        "description": "Says what an Azure error means, its likely causes and its fix",
        "input_parameters": {"properties": {"text": text, "channel": channel}, "required": ["text"]},
        "output_parameters": {
            "properties": {
                name: {"type": kind, "title": title, "description": said} for name, (kind, title, said) in given.items()
            },
            "required": list(given),
        },
    }


def register(app: AsyncApp, desk: Desk, *, conversations: Conversations) -> None:
    """Listen to the step being run."""

    async def run(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        event = body["event"]
        name = str(event["function_execution_id"])
        try:
            if not await in_thread(lambda: conversations.claim(f"step:{name}"), first=True):
                return
            done = await _done(desk, body)
        except StoreError as error:
            log.error("step.not_kept", error=str(error))  # noqa: TRY400 - the sentence says it
            done = _Refusal(_AWAY)
        except Exception as error:  # noqa: BLE001 - a face is where every bug has to end
            reference = secrets.token_hex(3)
            log.error("step.failed", id=reference, error=type(error).__name__, where=where(error))  # noqa: TRY400
            done = _Refusal(f"Something went wrong; say id {reference} to whoever runs this bot.")
        await _tell(client, name, done)

    app.function(STEP, auto_acknowledge=False)(run)


async def _done(desk: Desk, body: Body) -> Outputs | _Refusal:
    who, text = _asked(body), _text(body)
    scope = desk.scope(who.channel)
    if reason := _refused(desk, who, body):
        await desk.record(who, "step", scope, outcome="refused")
        return _Refusal(reason)
    if not text:
        return _Refusal(_EMPTY)
    # Its secrets are taken out first, and so they are on the way out.
    question = desk.question(who, text)
    answer = await desk.run(lambda: _explained(desk, question))
    await desk.record(who, "step", scope)
    return outputs(answer)


def _explained(desk: Desk, question: Question) -> Explanation:
    """Give the explanation, with what was taken out before and what the team added to the page."""
    answer = desk.ask.explain(question.text)
    taken_out = tuple(RedactionCount(kind, count) for kind, count in question.redactions)
    answer = replace(answer, redactions=taken_out or answer.redactions)
    notes = desk.asker.team.teaching.notes if desk.asker.team else None
    return notes.with_notes(answer, workspace=question.workspace) if notes else answer


def _refused(desk: Desk, who: Asked, body: Body) -> str:
    rules = desk.rules
    if "workflow" not in rules.features:
        return off("workflow")
    if rules.access.users:
        return _NOBODY
    if reason := desk.shut_out(who, body):
        return _REFUSED[reason]
    return "" if desk.limiter.ask(f"{who.workspace}:workflow") == "yes" else _HURRY


def _asked(body: Body) -> Asked:
    """Give where it is asked; a workflow does not tell who runs it."""
    event, channel = body["event"], str(_inputs(body).get("channel") or "")
    name = str(event["function_execution_id"])
    workspace = str(body.get("team_id") or body.get("enterprise_id") or "")
    return Asked(name, workspace, channel, "", name, "workflow", direct=channel.startswith("D"))


def _text(body: Body) -> str:
    return legible(unescape(str(_inputs(body).get("text") or "")))[:LARGEST].strip()


def _inputs(body: Body) -> Mapping[str, Any]:
    return body["event"].get("inputs") or {}


async def _tell(client: AsyncWebClient, name: str, done: Outputs | _Refusal) -> None:
    """Tell Slack how the step ended. In the body: what is in an address ends in the logs of proxies."""
    try:
        if isinstance(done, _Refusal):
            said = {"function_execution_id": name, "error": clip(done.reason, ERROR)}
            await client.api_call("functions.completeError", json=said)
        else:
            await client.api_call("functions.completeSuccess", json={"function_execution_id": name, "outputs": done})
    except SlackApiError as error:
        log.error("step.not_told", error=code_of(error))  # noqa: TRY400 - may quote texts
        if not isinstance(done, _Refusal) and code_of(error) == "parameter_validation_failed":
            await _tell(client, name, _Refusal("Slack did not take the answer; install the app again."))
    except (ClientError, TimeoutError, OSError) as error:
        log.error("step.not_told", error=type(error).__name__)  # noqa: TRY400 - may quote texts
