"""The intake: what Slack sends is written down before it is acknowledged, once, and answered afterwards.

It stands in front of all listeners. A question is kept with its redacted text; anything else that Slack sends, a press
of a button or a command, only has its id kept, so that nobody can play it again.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.middleware.async_middleware import AsyncMiddleware

from bot.slack.limiting import Limiter
from bot.slack.listeners.asking import Access, Asked, asked, is_talk, refusal
from bot.slack.text.incoming import question as question_text
from bot.slack.working import Pressure, in_thread
from bot.usecases.delivery_ports import EDITION, Events, Question
from bot.usecases.ports import Clock, Conversations, StoreError
from kb.text.redaction import redact

LARGEST_TEXT = 1024 * 1024
_TOLD = 1000
_KEPT, _TRY_AGAIN = 200, 503
Heard = tuple[Asked, str] | Literal["change"] | None
Overhear = Callable[[Mapping[str, Any], str | None, str | None], Awaitable[Heard]]
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Given:
    """A question as it came in: its text is not redacted yet, and lives only until it is written."""

    asked: Asked
    text: str
    refused: str


class Intake(AsyncMiddleware):
    """Receives questions and refuses replays."""

    def __init__(  # noqa: PLR0913 - all of them named, none of them belongs together
        self,
        *,
        events: Events,
        conversations: Conversations,
        clock: Clock,
        received: Callable[[], None],
        pressure: Pressure,
        apologise: Callable[[Asked, str], Awaitable[None]],
        access: Access | None = None,
        limiter: Limiter | None = None,
        redact_emails: bool = False,
        knows: Callable[[Mapping[str, Any]], Awaitable[bool]] | None = None,
        overhear: Overhear | None = None,
    ) -> None:
        """`received` is called after a question was kept, `apologise` when the store is away.

        `knows` says whether an event comes from a workspace that can be answered; without it all do.
        `overhear` says what messages of channels ask that were not said to the bot; without it nothing.
        """
        self._events = events
        self._conversations = conversations
        self._clock = clock
        self._received = received
        self._pressure = pressure
        self._apologise = apologise
        self._access = access or Access()
        self._limiter = limiter or Limiter(0)
        self._redact_emails = redact_emails
        self._knows = knows
        self._overhear = overhear
        self._waiting: list[tuple[_Given, asyncio.Future[bool]]] = []
        self._writer: asyncio.Task[None] | None = None
        self._told: list[str] = []

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt's name
    ) -> BoltResponse | None:
        """Keep what came, and pass on what is neither a question nor a replay."""
        body = req.body
        status = await self.question(body, bot_user=req.context.bot_user_id, team=req.context.team_id)
        if status is not None:
            return BoltResponse(status=status, body="")
        claim = body.get("event_id" if body.get("type") == "event_callback" else "trigger_id")
        if claim and not await in_thread(lambda: self._conversations.claim(str(claim)), first=True):
            return BoltResponse(status=200, body="")
        await next()
        return resp

    async def question(self, body: Mapping[str, Any], *, bot_user: str | None, team: str | None) -> int | None:
        """Keep what came if it is a question, and give the status to acknowledge it with; None if it is none."""
        if body.get("type") != "event_callback":
            return None
        to_answer = asked(body, bot_user=bot_user)
        if to_answer is not None:
            return await self._question(body, to_answer, team=team)
        return await self._talk(body, bot_user, team) if is_talk(body["event"]) else None

    async def submit(self, to_answer: Asked, text: str, *, refused: str = "") -> bool:
        """Keep a question and have it answered; False if it is known already.

        Raises:
            StoreError: the store cannot be written.
        """
        new = await self._kept(_Given(to_answer, text[:LARGEST_TEXT], refused))
        if new:
            self._received()
        return new

    async def withdraw(self, deleted: Asked) -> None:
        """Keep that a message was deleted, if it was a question: an answer that is not written yet never will be.

        Raises:
            StoreError: the store cannot be used.
        """
        known = partial(self._events.is_known, deleted.workspace, deleted.channel, deleted.message)
        if await in_thread(known):
            last = replace(deleted, message=f"{deleted.message}{EDITION}deleted", way="reply")
            await self.submit(last, "", refused="deleted")

    async def _talk(self, body: Mapping[str, Any], bot_user: str | None, team: str | None) -> int | None:
        """See to a message that was not said to the bot; nothing is kept of what concerns nobody, not even its id."""
        if self._overhear is None:
            return _KEPT
        try:
            if self._knows and not await self._knows(body):
                return _KEPT
            heard = await self._overhear(body, bot_user, team)
            if heard is not None and heard != "change":
                await self.submit(*heard)
        except StoreError as error:
            log.warning("talk.not_heard", error=str(error))
            return _TRY_AGAIN
        return None if heard == "change" else _KEPT

    async def _question(self, body: Mapping[str, Any], to_answer: Asked, *, team: str | None) -> int:
        try:
            if self._knows and not await self._knows(body):
                log.info("question.of_nobody", workspace=to_answer.workspace)
                return _KEPT
        except StoreError as error:
            log.error("question.not_kept", error=str(error))  # noqa: TRY400 - the sentence says it
            return _TRY_AGAIN
        refused: str = refusal(body, to_answer, self._access, team=team)
        if not refused:
            allowed = self._limiter.ask(f"{to_answer.workspace}:{to_answer.person}")
            if allowed == "still no":  # they were told; reading on would be what the limit is against
                return _KEPT
            refused = "hurry" if allowed == "no" else ""
        try:
            await self.submit(to_answer, "" if refused else question_text(body["event"]), refused=refused)
        except StoreError as error:
            # Not acknowledged, so that Slack sends it again; the person is told once all the same.
            await self._tell(to_answer, error)
            return _TRY_AGAIN
        return _KEPT

    async def _kept(self, given: _Given) -> bool:
        """Keep a question together with all that came while the last were written: one transaction costs as much."""
        loop = asyncio.get_running_loop()
        kept: asyncio.Future[bool] = loop.create_future()
        began = loop.time()
        self._waiting.append((given, kept))
        if self._writer is None or self._writer.done():
            self._writer = loop.create_task(self._write(), name="intake")
        try:
            return await kept
        finally:
            self._pressure.waited(loop.time() - began)

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                new = await in_thread(partial(self._receive, [given for given, _ in batch]), first=True)
            except Exception as error:  # noqa: BLE001 - whoever waits has to hear of it
                for _, kept in batch:
                    kept.set_exception(error)
            else:
                for given, kept in batch:
                    kept.set_result(given.asked.event in new)
                    new.discard(given.asked.event)

    def _receive(self, batch: list[_Given]) -> set[str]:
        now = self._clock.now()
        questions = []
        for given in batch:
            redaction = redact(given.text, emails=self._redact_emails)
            to_answer = given.asked
            questions.append(
                Question(
                    event=to_answer.event,
                    workspace=to_answer.workspace,
                    channel=to_answer.channel,
                    thread=to_answer.thread,
                    message=to_answer.message,
                    person=to_answer.person,
                    text=redaction.text.text,
                    received=now,
                    redactions=redaction.counts,
                    refused=given.refused,
                    files=to_answer.files,
                    attached=() if given.refused else to_answer.attached,
                    way=to_answer.way,
                )
            )
        return {question.event for question in self._events.receive(questions)}

    async def _tell(self, to_answer: Asked, error: StoreError) -> None:
        reference = secrets.token_hex(3)
        log.error("question.not_kept", id=reference, error=str(error))
        if to_answer.event in self._told:
            return
        self._told = [*self._told[-_TOLD:], to_answer.event]
        await self._apologise(to_answer, reference)


def register(app: AsyncApp, intake: Intake) -> None:
    """Put the intake in front of all listeners, and acknowledge messages that concern nobody."""
    app.use(intake)

    async def nothing() -> None:
        """Do nothing: the intake has seen to it."""

    app.event("message")(nothing)
    app.event("app_mention")(nothing)
