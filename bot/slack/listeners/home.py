"""The home tab: shown when somebody opens it, and what its buttons do."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Any

import structlog
from aiohttp import ClientError
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from analysis.sources import SourceError
from bot.slack.listeners.asking import Asked
from bot.slack.listeners.desk import Desk, asked_by, attended
from bot.slack.listeners.payloads import Body, open_window, value_of
from bot.slack.sending.client import NoTokenError
from bot.slack.sending.failures import code_of
from bot.slack.text.limits import validate
from bot.slack.views.buttons import unpacked
from bot.slack.views.home import Health, Home, Tab, home, plain_home, refused_home
from bot.slack.views.modals import answer_modal
from bot.slack.views.refusals import refusal
from bot.slack.views.teach import proposed, sentence
from bot.slack.views.view import View
from bot.slack.working import in_thread
from bot.usecases.delivery_ports import Question
from bot.usecases.ports import StoreError
from bot.usecases.team_ports import Draft, Subscription

if TYPE_CHECKING:
    from bot.slack.team import Team

BETWEEN = 5.0  # seconds between two looks of one person
_MOST_PEOPLE = 10_000
_TOO_MUCH = "What belongs here cannot be shown at the moment; whoever runs me finds the reason in my log."
_NO_STORE = "My store is away: I can neither show nor change reports on schedule. Whoever runs me finds why in my log."
_NOT_YOURS = "Only who ordered this report, and maintainers, can change it here; in its channel everybody can."
log = structlog.get_logger(__name__)


class Reception:
    """Shows the home tab to people. `way` says how Slack and the bot talk."""

    def __init__(self, desk: Desk, team: Team, *, way: str, seconds: Callable[[], float] = monotonic) -> None:
        """Have seen nobody yet."""
        self.desk = desk
        self.team = team
        self._way = way
        self._seconds = seconds
        self._seen: OrderedDict[tuple[str, str], float] = OrderedDict()

    def is_maintainer(self, person: str) -> bool:
        """Say whether a person reviews pages, and may change every report."""
        return person in self.team.teaching.pages.maintainers

    async def opened(self, who: Asked, body: Body) -> None:
        """Show the tab to a person who opened it, unless they looked a moment ago."""
        person, now = (who.workspace, who.person), self._seconds()
        if now - self._seen.get(person, -BETWEEN) < BETWEEN:
            return
        self._seen[person] = now
        self._seen.move_to_end(person)
        if len(self._seen) > _MOST_PEOPLE:
            self._seen.popitem(last=False)
        if not await self.show(who, body):
            self._seen.pop(person, None)

    async def show(self, who: Asked, body: Body) -> bool:
        """Show the tab as it is now, and say whether Slack took it."""
        try:
            reason = _without_place(await self.desk.kept_out(who, body))
            return await self._publish(who, refused_home(reason) if reason else await self._tab(who))
        except (SlackApiError, ClientError, TimeoutError, OSError, NoTokenError) as error:
            log.warning("home.not_shown", error=code_of(error) if isinstance(error, SlackApiError) else str(error))
            return False

    async def _tab(self, who: Asked) -> Tab:
        maintainer, troubles = self.is_maintainer(who.person), self._troubles(who.workspace)
        reports: tuple[Subscription, ...] | None = None
        drafts: tuple[Draft, ...] = ()
        try:
            reports, drafts = await in_thread(lambda: self._kept(who, everything=maintainer))
        except StoreError as error:
            log.warning("home.no_store", error=str(error))
            troubles.append(_NO_STORE)
        # Not among those who wait for a log: they may be many, and only the log's name is asked for.
        health = await asyncio.to_thread(self._health, troubles)
        health = replace(health, store="away") if reports is None else health
        return home(Home(self.desk.clock.now(), health, reports, drafts, everybody=maintainer))

    def _kept(self, who: Asked, *, everything: bool) -> tuple[tuple[Subscription, ...], tuple[Draft, ...]]:
        ours = [one for one in self.team.subscriptions.all() if one.workspace == who.workspace]
        wanted = (one for one in ours if everything or one.owner == who.person)
        reports = tuple(sorted(wanted, key=lambda one: (one.paused, one.next_run, one.id)))
        drafts = self.team.teaching.pages.drafts.all("open") if everything else ()
        return reports, tuple(draft for draft in drafts if draft.workspace == who.workspace)

    def _health(self, troubles: list[str]) -> Health:
        library = self.desk.ask.explain.library
        try:
            label = self.desk.ask.report().open_log().label
        except SourceError as error:
            label = f"cannot be read: {error}"
            troubles.append(f"I cannot read the log: {error}")
        return Health(
            version=library.version,
            pages=len(library),
            codes=len(library.all_codes),
            log=label,
            way=self._way,
            features=self.desk.rules.features,
            troubles=tuple(troubles),
        )

    def _troubles(self, workspace: str) -> list[str]:
        return [
            f"Slack does not take my token (`{one.code}`): what I write waits until whoever runs me has renewed it."
            for one in self.desk.sender.troubles()
            if one.workspace == workspace
        ]

    async def _publish(self, who: Asked, tab: Tab) -> bool:
        if faults := validate(tab["blocks"], surface="home"):
            log.warning("home.invalid", faults=faults)
            tab = plain_home(_TOO_MUCH)
        client = await self.desk.clients(who.workspace)
        try:
            await client.views_publish(user_id=who.person, view=tab)
        except SlackApiError as error:
            if not code_of(error).startswith("invalid_"):
                raise
            log.warning("home.refused", error=code_of(error))
            await client.views_publish(user_id=who.person, view=plain_home(_TOO_MUCH))
        return True


def register(app: AsyncApp, reception: Reception) -> None:
    """Listen to the home tab being opened, and to its buttons."""

    async def opened(body: Body) -> None:
        await reception.opened(opened_by(body), body)

    async def pressed(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        who = replace(asked_by(body), direct=True)

        async def tell(said: View) -> None:
            await open_window(client, body, answer_modal(said))

        async def done() -> None:
            if reason := _without_place(await reception.desk.refused(who, body)):
                await tell(refusal(reason))
            elif said := await _DONE[body["actions"][0]["action_id"].partition(".")[0]](reception, who, body, client):
                await tell(said)

        await attended(done(), tell)

    app.event("app_home_opened", matchers=[_is_home])(opened)
    app.action(re.compile(rf"^({'|'.join(_DONE)})\.\d+$"))(pressed)


def opened_by(body: Body) -> Asked:
    """Give who opened a tab of the bot; what happens there only this person sees."""
    event = body["event"]
    return Asked(
        event=str(body.get("event_id") or ""),
        workspace=str(body.get("team_id") or body.get("enterprise_id") or ""),
        channel=str(event.get("channel") or ""),
        thread="",
        message="",
        person=str(event.get("user") or ""),
        direct=True,
    )


def _without_place(reason: str) -> str:
    """Give the reason for which a person is refused, "" if it is only that this is none of the channels let in."""
    return "" if reason == "channel" else reason


async def _is_home(body: Body) -> bool:
    return (body["event"].get("tab") or "home") == "home"


async def _order(reception: Reception, who: Asked, body: Body, client: AsyncWebClient) -> View | None:
    """Do with a report what its button says, as if its channel had been told so."""
    carried = unpacked(value_of(body))
    verb, name, channel = (str(carried.get(key) or "") for key in ("verb", "id", "channel"))
    standing = await in_thread(lambda: reception.team.subscriptions.of(who.workspace, channel))
    one = next((one for one in standing if one.id == name), None)
    if one is None:
        await reception.show(who, body)
        return sentence("This report is ordered no more.")
    if one.owner != who.person and not reception.is_maintainer(who.person):
        return sentence(_NOT_YOURS)
    if verb == "run":  # a report takes its time, and the window has to open before
        await open_window(client, body, answer_modal(sentence("I am making the report; it comes where it belongs.")))
    desk = reception.desk
    said = Question(who.event, who.workspace, channel, "", who.message, who.person, f"{verb} {name}", desk.clock.now())
    await desk.run(lambda: reception.team.told(said))
    await desk.record(replace(who, channel=channel), f"subscription {verb}", desk.scope(channel))
    await reception.show(who, body)
    return None


async def _review(reception: Reception, who: Asked, body: Body, client: AsyncWebClient) -> View | None:
    """Open a proposed page with what a maintainer can do about it."""
    draft = await in_thread(lambda: reception.team.teaching.pages.get(value_of(body)))
    if draft is None or draft.state != "open" or draft.workspace != who.workspace:
        await reception.show(who, body)
        return sentence("This page was reviewed already.")
    if not reception.is_maintainer(who.person):
        return sentence("Only maintainers review pages.")
    await open_window(client, body, answer_modal(proposed(draft), title="Review a page"))
    return None


async def _refresh(reception: Reception, who: Asked, body: Body, _: AsyncWebClient) -> View | None:
    await reception.show(who, body)
    return None


_DONE: dict[str, Any] = {"order": _order, "review": _review, "refresh": _refresh}
