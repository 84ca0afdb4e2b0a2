"""The bot in Slack: the Bolt app, what stands before it and what works behind it, put together."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING

import structlog
from aiohttp import ClientSession, ClientTimeout
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import intake as receiving
from bot.slack.answering import Answering
from bot.slack.duty import Duty
from bot.slack.hearing import hearing_of
from bot.slack.installing.flow import OAuth
from bot.slack.installing.leaving import Leaving
from bot.slack.installing.many import Many, app_of
from bot.slack.intake import Intake
from bot.slack.kept import Kept
from bot.slack.limiting import Limiter
from bot.slack.listeners import agent, home, teach
from bot.slack.listeners.ask import Asker
from bot.slack.listeners.asking import Asked
from bot.slack.listeners.desk import Desk
from bot.slack.listening import listen
from bot.slack.rules import Rules
from bot.slack.sending.client import SLACK
from bot.slack.sending.sender import PACE, Sender
from bot.slack.status import Status
from bot.slack.team import Team, team_of
from bot.slack.turns import Turns, in_turns
from bot.slack.views.refusals import trouble
from bot.slack.working import Pressure
from bot.usecases.delivery_ports import Leases, Message
from bot.usecases.ports import Clock

if TYPE_CHECKING:
    from bot.usecases.ask import Ask
    from bot.usecases.teach.lessons import Lessons

WORKERS = 20
# Threads, most of which wait, for a log or for their turn to compute: one a question, and some for buttons.
READERS = WORKERS + 4
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot: the app that hears, the intake that keeps, the part that answers and the part that sends."""

    app: AsyncApp
    intake: Intake
    answering: Answering
    sender: Sender
    duty: Duty
    team: Team | None = None
    many: Many | None = None
    leaving: Leaving | None = None

    async def start(self) -> None:
        """Take up what the last process left, in and out.

        Raises:
            StoreError: the store cannot be used.
        """
        # One connection for all that is sent; without it each message would have to open its own.
        self.app.client.session = ClientSession(timeout=ClientTimeout(total=self.app.client.timeout))
        if self.many:
            await self.many.workspaces.tokens.reseal()
        await self.duty.start()
        if self.team:
            self.team.start()

    async def finish(self, *, patience: float) -> None:
        """Begin no further answer, and wait for those that were begun to be answered and sent."""
        self.answering.shift.stop()
        await self.settle(patience=patience)
        self.sender.shift.stop()
        await self.duty.stop()
        if self.leaving:
            await self.leaving.finish()
        if self.team:
            await self.team.stop()
        if self.app.client.session is not None:
            await self.app.client.session.close()

    async def settle(self, *, patience: float) -> None:
        """Wait until there is nothing to do at present, but not longer than `patience` seconds."""
        until = asyncio.get_running_loop().time() + patience
        while tasks := self.answering.shift.tasks() | self.sender.shift.tasks():
            left = until - asyncio.get_running_loop().time()
            if left <= 0:
                return
            await asyncio.wait(tasks, timeout=left, return_when=asyncio.FIRST_COMPLETED)


def build_bot(  # noqa: PLR0913 - all of them named, none of them belongs together
    *,
    token: str = "",
    oauth: OAuth | None = None,
    ask: Ask,
    kept: Kept,
    clock: Clock,
    lessons: Lessons | None = None,
    zone: tzinfo = UTC,
    signing_secret: str = "",
    base_url: str = SLACK,
    rules: Rules | None = None,
    workers: int = WORKERS,
    readers: int = READERS,
    pace: float = PACE,
    way: str = "HTTP",
) -> Bot:
    """Give the bot: of one workspace by its token, or of many by `oauth`. Without `lessons` it learns nothing.

    At most `workers` questions are worked on at a time, in `readers` threads. A channel gets a message each `pace`
    seconds. `way` is how Slack and the bot talk, as people read it.
    """
    rules, turns = rules or Rules(), Turns()
    ask = in_turns(ask, turns)
    app, many = app_of(
        token, oauth, kept=kept, clock=clock, signing_secret=signing_secret, base_url=base_url, rules=rules
    )

    async def client_of(workspace: str) -> AsyncWebClient:
        return await many.workspaces.client(workspace) if many else app.client

    pressure = Pressure()
    sender = Sender(kept.outbox, client_of, clock=clock, pace=pace)
    pool = ThreadPoolExecutor(max_workers=readers, thread_name_prefix="slack-reader")
    team = (
        team_of(
            kept,
            lessons=lessons,
            report=ask.report,
            clock=clock,
            zone=zone,
            rules=rules,
            wake_sender=sender.wake,
        )
        if lessons
        else None
    )
    # One for all ways in: who asks by messages and by commands does not ask twice as much.
    limiter = Limiter(rules.per_minute)
    hearing = hearing_of(kept, ask=ask, clients=client_of, clock=clock, rules=rules, zone=zone, limiter=limiter)
    asker = Asker(
        ask=ask,
        conversations=kept.conversations,
        sightings=kept.sightings,
        clock=clock,
        pool=pool,
        sign=Status(client_of),
        zone=zone,
        team=team,
        files=hearing.files,
        watcher=hearing.watcher,
        turns=turns,
    )
    answering = Answering(
        hearing.attending(asker),
        events=kept.events,
        audit=kept.audit,
        sender=sender,
        clients=client_of,
        clock=clock,
        pressure=pressure,
        at_once=workers,
        scopes=rules.scopes,
        guests_may=rules.access.guests,
    )
    intake = Intake(
        events=kept.events,
        conversations=kept.conversations,
        clock=clock,
        received=answering.wake,
        pressure=pressure,
        apologise=lambda to_answer, reference: _apologise(sender, to_answer, reference),
        access=rules.access,
        limiter=limiter,
        redact_emails=rules.redact_emails,
        knows=many.workspaces.knows if many else None,
        overhear=hearing.overhear,
    )
    desk = Desk(
        ask=ask,
        asker=asker,
        intake=intake,
        sender=sender,
        audit=kept.audit,
        rules=rules,
        clock=clock,
        pool=pool,
        clients=client_of,
        limiter=limiter,
    )
    listen(app, desk, conversations=kept.conversations, replies=kept.outbox.replies)
    if team:
        teach.register(app, desk, team.teaching)
        home.register(app, home.Reception(desk, team, way=way))
    agent.register(app, desk, conversations=kept.conversations)
    receiving.register(app, intake)
    leaving = many.leave(app, kept, clock=clock, gone=sender.forget) if many else None
    app.error(_log_without_text)
    _keep_texts_out_of_logs()
    return Bot(
        app=app,
        intake=intake,
        answering=answering,
        sender=sender,
        duty=_duty(kept.leases, answering, sender, clock),
        team=team,
        many=many,
        leaving=leaving,
    )


def _duty(leases: Leases, answering: Answering, sender: Sender, clock: Clock) -> Duty:
    shifts = (answering.shift, sender.shift)

    async def begin() -> None:
        for shift in shifts:
            shift.rest(on=False)
        await answering.resume()
        sender.wake()

    def wake() -> None:
        for shift in shifts:
            shift.wake()

    def rest() -> None:
        for shift in shifts:
            shift.rest(on=True)

    return Duty(leases, clock=clock, begin=begin, wake=wake, rest=rest)


async def _apologise(sender: Sender, to_answer: Asked, reference: str) -> None:
    view = trouble(reference)
    message = Message(to_answer.workspace, to_answer.channel, to_answer.thread, view.text, blocks=view.blocks)
    try:
        await sender.send_now(message)
    except Exception as error:  # noqa: BLE001 - Slack itself may be what is broken
        log.error("apology.failed", id=reference, error=type(error).__name__)  # noqa: TRY400 - may quote texts


async def _log_without_text(error: Exception) -> None:
    log.error("request.failed", error=type(error).__name__)


def _keep_texts_out_of_logs() -> None:
    """Raise the level of loggers that print what people sent: Bolt prints each body at DEBUG, a refused one at INFO."""
    names = ("slack_sdk", "slack_bolt", *logging.root.manager.loggerDict)
    for name in names:
        if name.partition(".")[0] in {"slack_sdk", "slack_bolt"}:
            logger = logging.getLogger(name)
            logger.setLevel(max(logger.level, logging.INFO))
    logging.getLogger("slack_bolt.RequestVerification").setLevel(logging.WARNING)
