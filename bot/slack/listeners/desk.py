"""The desk at which commands, buttons, shortcuts and windows are served: who may ask, and answers for one person."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

import structlog

from bot.slack.answering import Reply, where
from bot.slack.guests import Guests
from bot.slack.intake import Intake
from bot.slack.limiting import Limiter
from bot.slack.listeners.ask import Asker
from bot.slack.listeners.asking import Asked, refusal
from bot.slack.rules import Rules
from bot.slack.sending.responding import UnheardError
from bot.slack.sending.sender import Clients, Sender
from bot.slack.sending.windows import TooLateError
from bot.slack.views.refusals import refusal as refused_view
from bot.slack.views.refusals import too_late, trouble
from bot.slack.views.rotation import rotation
from bot.slack.views.view import View
from bot.slack.working import in_thread
from bot.usecases.delivery_ports import Audit, AuditRecord, Question
from bot.usecases.ports import Clock, StoreError
from bot.usecases.scope import Scope
from kb.text.redaction import redact

if TYPE_CHECKING:
    from bot.usecases.ask import Ask

LARGEST = 40_000
Body = Mapping[str, Any]
_T = TypeVar("_T")
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """What is asked otherwise than by a message. `ask` is the use case; what takes long runs in `pool`."""

    ask: Ask
    asker: Asker
    intake: Intake
    sender: Sender
    audit: Audit
    rules: Rules
    clock: Clock
    pool: Executor
    clients: Clients
    limiter: Limiter
    guests: Guests = field(default_factory=Guests)

    def scope(self, channel: str) -> Scope:
        """Give what may be told in a channel."""
        return self.rules.scopes.of(channel)

    async def refused(self, who: Asked, body: Body) -> str:
        """Say why a person may not ask, "" if they may; counts as a question of theirs, and who is refused is kept."""
        if reason := await self.kept_out(who, body):
            if reason != "channel" or who.channel:  # the home tab stands in none, which keeps nobody out of it
                await self.record(who, "refused", self.scope(who.channel), outcome=reason)
            return reason
        return "" if self.limiter.ask(f"{who.workspace}:{who.person}") == "yes" else "hurry"

    async def kept_out(self, who: Asked, body: Body) -> str:
        """Say why a person may not ask however little they ask, "" if they may."""
        if reason := self.shut_out(who, body):
            return reason
        if not self.rules.access.guests:
            client = await self.clients(who.workspace)
            if await self.guests.is_guest(client, workspace=who.workspace, person=who.person):
                return "guest"
        return ""

    def shut_out(self, who: Asked, body: Body) -> str:
        """Say why nobody may ask there, or this person may not, "" if they may, unless they are a guest."""
        told = {"event": {"user_team": actor_team(body)}, "team_id": who.workspace} | _shared(body)
        return refusal(told, who, self.rules.access, team=who.workspace)

    async def run(self, work: Callable[[], _T]) -> _T:
        """Give the result of work that would hold up the loop."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, work)

    async def answer(self, who: Asked, body: Body, text: str) -> Reply:
        """Give the answer for one person's eyes; it is kept nowhere but in the record of who asked.

        What to do about secrets in the question is the last of its messages.
        """
        if reason := await self.refused(who, body):
            return Reply((refused_view(reason),), kind="refused")
        scope = self.scope(who.channel)
        question = self.question(who, text)
        reply = await self.run(lambda: self.asker.reply(question, scope))
        await self.record(who, reply.kind, scope)
        warning = rotation(question.redactions, seen=False)
        return replace(reply, views=(*reply.views, warning) if warning else reply.views, files=())

    def question(self, who: Asked, text: str) -> Question:
        """Give a question with what is secret taken out of it."""
        found = redact(text[:LARGEST], emails=self.rules.redact_emails)
        return Question(
            event=who.event,
            workspace=who.workspace,
            channel=who.channel,
            thread=who.thread,
            message=who.message,
            person=who.person,
            text=found.text.text,
            received=self.clock.now(),
            redactions=found.counts,
        )

    async def record(self, who: Asked, kind: str, scope: Scope, *, outcome: str = "answered") -> None:
        """Keep who asked what kind of question with which scope, and how it ended."""
        record = AuditRecord(self.clock.now(), who.workspace, who.channel, who.person, kind, str(scope), outcome)
        try:
            await in_thread(lambda: self.audit.add(record))
        except StoreError as error:
            log.error("audit.not_kept", error=str(error))  # noqa: TRY400 - the sentence says it


async def attended(work: Awaitable[None], tell: Callable[[View], Awaitable[object]]) -> None:
    """Do what was asked; if something breaks, log it under an id without its text, and tell the person the id."""
    try:
        await work
    except TooLateError:
        log.info("window.too_late")
        await _tell(tell, too_late(), reference="")
    except UnheardError as error:
        log.error("reply.lost", error=str(error))  # noqa: TRY400 - nothing but Slack's word
    except Exception as error:  # noqa: BLE001 - a face is where every bug has to end
        reference = secrets.token_hex(3)
        log.error("request.failed", id=reference, error=type(error).__name__, where=where(error))  # noqa: TRY400
        await _tell(tell, trouble(reference), reference=reference)


async def _tell(tell: Callable[[View], Awaitable[object]], said: View, *, reference: str) -> None:
    try:
        await tell(said)
    except Exception as again:  # noqa: BLE001 - Slack itself may be what is broken
        log.error("apology.failed", id=reference, error=type(again).__name__)  # noqa: TRY400 - may quote texts


def asked_by(body: Body, *, thread: str = "", message: str = "") -> Asked:
    """Give who asked and where, of a command, a press of a button, a shortcut or a window that was sent off."""
    user, channel = body.get("user") or {}, body.get("channel") or {}
    place = str(channel.get("id") or body.get("channel_id") or "")
    trigger = str(body.get("trigger_id") or "")
    return Asked(
        event=trigger,
        workspace=_team(body),
        channel=place,
        thread=thread,
        message=message or trigger,
        person=str(user.get("id") or body.get("user_id") or ""),
        direct=place.startswith("D"),
    )


def actor_team(body: Body) -> str:
    """Give the team of the person, which in shared channels may be another than that of the bot."""
    user = body.get("user") or {}
    return str(user.get("team_id") or body.get("team_id") or _team(body))


def _team(body: Body) -> str:
    team = body.get("team") or {}
    return str(team.get("id") or body.get("team_id") or (body.get("enterprise") or {}).get("id") or "")


def _shared(body: Body) -> dict[str, Any]:
    organisation = (body.get("enterprise") or {}).get("id")  # commands name it at the top, all others inside
    told = {name: body[name] for name in ("enterprise_id", "is_ext_shared_channel") if body.get(name)}
    return {"enterprise_id": organisation} | told if organisation else told
