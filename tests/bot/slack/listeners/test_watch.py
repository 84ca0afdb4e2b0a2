"""Watching a channel: ordered by its members, and each kind of alert explained once in its thread."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest

from bot.slack.app import Bot
from bot.slack.features import off
from bot.slack.listeners import overheard
from bot.slack.rules import Rules
from bot.slack.watched import Watched
from bot.usecases.ports import StoreError
from bot.usecases.team_ports import Watch
from tests.bot.slack.inbox import inbox
from tests.bot.slack.interacting import command, interact, tell
from tests.bot.slack.listeners.conftest import Meet
from tests.bot.slack.wire import BOT, TEAM, SlackApi, deliver, direct, envelope
from tests.fakes.clock import NOON, FakeClock
from tests.fakes.store import FakeStore
from tests.fakes.watches import FakeWatches

ON = Rules(per_minute=0, features=frozenset({"watch"}))
MACHINE = "/subscriptions/1111/resourcegroups/rg-shop/providers/microsoft.compute/virtualmachines/web-01"
FAILED = {"error": {"code": "AllocationFailed", "message": "Allocation failed. We do not have sufficient capacity."}}
SCHEMA = {
    "schemaId": "azureMonitorCommonAlertSchema",
    "data": {
        "essentials": {
            "alertRule": "failed operations",
            "severity": "Sev3",
            "monitorCondition": "Fired",
            "monitoringService": "Activity Log - Administrative",
            "alertTargetIDs": [MACHINE],
        },
        "alertContext": {
            "operationName": "Microsoft.Compute/virtualMachines/start/action",
            "status": "Failed",
            "properties": {"statusCode": "Conflict", "statusMessage": json.dumps(FAILED)},
        },
    },
}
HEALTH = "Fired: Sev1 Azure Monitor Alert vm-health\nResource Health: Unavailable, VirtualMachineHostCrashed"


def alert(text: str = "", *, ts: str = "5.1", app: str = "Azure Monitor", **more: object) -> dict[str, Any]:
    """Give a message of an app, as Slack sends it."""
    event: dict[str, Any] = {
        "type": "message",
        "channel_type": "channel",
        "user": "UAPP000001",
        "bot_id": "B0APP00001",
        "app_id": "A0MONITOR1",
        "bot_profile": {"id": "B0APP00001", "name": app, "app_id": "A0MONITOR1", "deleted": False, "team_id": TEAM},
        "text": text or json.dumps(SCHEMA),
        "ts": ts,
    }
    return envelope(event_id=f"Ev{ts}", **event | more)


def order(text: str, **more: object) -> dict[str, Any]:
    """Give an order to the bot."""
    return envelope(**{"event_id": f"EvO{text}", "ts": f"0.{len(text)}", "text": f"<@{BOT}> {text}"} | more)  # type: ignore[arg-type]


def heard(
    meet: Meet, *bodies: dict[str, Any], rules: Rules = ON, kept: FakeStore | None = None
) -> list[tuple[str, str]]:
    """Give what the bot says, with its threads."""

    async def do(bot: Bot, api: SlackApi) -> list[tuple[str, str]]:
        await tell(bot, *bodies)
        return [(given.get("thread_ts", ""), given["text"]) for given in api.posted()]

    told: list[tuple[str, str]] = meet(do, rules=rules, kept=kept)
    return told


def test_an_alert_is_explained_in_its_thread(meet: Meet) -> None:
    """With a question for the machine that it names, and how to end it; who ordered what is on record."""
    kept = FakeStore()
    ordered, explained = heard(meet, order("watch"), alert(), kept=kept)
    assert "I watch alerts here now" in ordered[1]
    assert "5.1" == explained[0]
    assert "`AllocationFailed`" in explained[1]
    assert "To end it: unwatch" in explained[1]
    assert ["watch", "alert"] == [record.kind for record in kept.audit.records]


def test_what_a_resource_health_alert_says_is_explained(meet: Meet) -> None:
    """Annotations have pages too; attachments of webhooks are read like texts."""
    (_, told) = heard(meet, order("watch"), alert(HEALTH))
    assert "`VirtualMachineHostCrashed`" in told[1]
    hook = alert(" ", subtype="bot_message", username="Azure Monitor", attachments=[{"text": HEALTH, "fallback": "x"}])
    del hook["event"]["bot_profile"], hook["event"]["user"], hook["event"]["app_id"]
    (_, told) = heard(meet, order("watch"), hook)
    assert "`VirtualMachineHostCrashed`" in told[1]


def test_each_kind_is_explained_once_in_a_while(meet: Meet) -> None:
    """Another kind at once, the same after its time, also by a bot that was started meanwhile."""
    kept, clock = FakeStore(), FakeClock()
    kept.watches.put(Watch(TEAM, "C1", "", "U1", NOON, hours=2))

    async def do(bot: Bot, api: SlackApi) -> list[str]:
        await tell(bot, alert(), alert(ts="5.2"), alert(HEALTH, ts="5.3"))
        return [given["thread_ts"] for given in api.posted()]

    assert ["5.1", "5.3"] == meet(do, rules=ON, kept=kept)
    assert [] == heard(meet, alert(ts="6.1"), kept=kept)
    assert clock.now() == NOON
    assert kept.leases.hold(
        f"alert:{TEAM}:C1:compute/AllocationFailed:allocationfailed",
        by="x",
        at=NOON + timedelta(hours=2),
        until=NOON + timedelta(hours=3),
    )


def test_the_same_in_another_channel_is_explained_there(meet: Meet) -> None:
    """Each channel has its own watches."""
    kept = FakeStore()
    for channel in ("C1", "C2"):
        kept.watches.put(Watch(TEAM, channel, "", "U1", NOON))
    assert 2 == len(heard(meet, alert(), alert(ts="5.2", channel="C2"), alert(ts="5.3", channel="C3"), kept=kept))


SILENT = (
    alert("Resolved: Sev1 vm-health VirtualMachineHostCrashed"),
    alert(json.dumps(SCHEMA).replace("Fired", "Resolved")),
    alert("Fired: Sev3 CPU > 80% on web-01"),
    alert("deploy of main finished in 3 min"),
    alert(thread_ts="4.4"),
    alert(user=BOT),
    alert(app_id="A0APP00001"),
    alert(subtype="message_replied"),
    alert(envelope={"is_ext_shared_channel": True}),
)


@pytest.mark.parametrize("number", range(len(SILENT)))
def test_nothing_is_said_otherwise(meet: Meet, number: int) -> None:
    """Of what is over, not known, said in a thread, by the bot itself, or where outsiders read along."""
    assert 1 == len(heard(meet, order("watch"), SILENT[number]))


def test_two_bots_do_not_talk_to_each_other(meet: Meet) -> None:
    """What an app answers in the thread of the explanation is no alert."""
    replies = [alert(ts=f"5.{number}", thread_ts="5.1") for number in range(2, 9)]
    assert 2 == len(heard(meet, order("watch"), alert(), *replies))


def test_only_the_app_that_was_named_is_watched(meet: Meet) -> None:
    """By a part of its name, in any case."""
    kept = FakeStore()
    told = heard(meet, order("watch alerts from azure monitor every 2 hours"), alert(app="Deployer"), kept=kept)
    assert 1 == len(told)
    assert ["azure monitor"] == [one.app for one in kept.watches.all()]
    assert [2] == [one.hours for one in kept.watches.all()]
    assert 1 == len(heard(meet, alert(), kept=kept))


def test_a_watch_is_listed_and_ended(meet: Meet) -> None:
    """By anybody in the channel; then alerts are passed over again."""
    told = heard(
        meet,
        order("watching"),
        order("watch"),
        order("what are you watching?"),
        order("unwatch"),
        alert(),
        order("unwatch all alerts"),
    )
    assert ["I watch no alerts here.", "I watch alerts here now"] == [
        text.split("\n")[0].split(",")[0] for _, text in told[:2]
    ]
    assert "all apps, each kind once in 6 hours" in told[2][1]
    assert ["Ended: I ", "I watch nothing"] == [told[3][1][:9], told[4][1][:15]]


def test_in_a_direct_message_there_is_nothing_to_watch(meet: Meet) -> None:
    """The person is told where to say it."""
    ((_, said),) = heard(meet, direct(text="watch"))
    assert said.startswith("Say this in the channel")


def test_a_command_changes_nothing(meet: Meet) -> None:
    """What a channel gets, everybody there sees being ordered; what is watched the command tells."""
    kept = FakeStore()
    kept.watches.put(Watch(TEAM, "C1", "", "U1", NOON))

    async def do(bot: Bot, _: SlackApi) -> list[str]:
        with inbox() as letters:
            for number, text in enumerate(("watch", "unwatch", "watching")):
                await interact(bot, command(text, response_url=letters.address, trigger=f"T{number}"))
            return [letter["text"] for letter in letters.letters]

    said = meet(do, rules=ON, kept=kept)
    assert ["That is for everybody", "That is for everybody", "I watch the alerts of "] == [
        each[:21] if each.startswith("That") else each[:22] for each in said
    ]
    assert 1 == len(kept.watches.all())


def test_the_feature_is_off(meet: Meet) -> None:
    """Then an order brings how to switch it on, and alerts are not even looked at."""
    kept = FakeStore()
    kept.watches.put(Watch(TEAM, "C1", "", "U1", NOON))
    ((_, said),) = heard(meet, order("watch"), alert(), rules=Rules(per_minute=0), kept=kept)
    assert said == off("watch")
    assert ["EvOwatch"] == list(kept.events.questions)


def test_a_flood_of_alerts_is_stemmed(meet: Meet) -> None:
    """A channel gets so many a minute looked at, and no more are kept."""
    kept = FakeStore()
    heard(meet, order("watch"), *(alert(f"{HEALTH} {number}", ts=f"6.{number}") for number in range(30)), kept=kept)
    assert 1 + overheard.ALERTS == len(kept.events.questions)


def test_channels_without_a_watch_cost_nothing(meet: Meet) -> None:
    """Of a message of an app there nothing is kept, and the store is asked once in a while only."""
    kept = FakeStore(watches=_Counting())

    async def do(bot: Bot, _: SlackApi) -> None:
        assert {200} == set(await deliver(bot, *(alert(ts=f"6.{number}") for number in range(20))))

    meet(do, rules=ON, kept=kept)
    assert ({}, {}) == (kept.events.questions, kept.conversations.claimed)
    assert isinstance(kept.watches, _Counting)
    assert 1 == kept.watches.asked


class _Counting(FakeWatches):
    """Watches that count how often they are read."""

    asked = 0

    def all(self) -> list[Watch]:
        self.asked += 1
        return list(super().all())


def test_watches_of_other_processes_are_seen_soon() -> None:
    """After a while they are read anew, and at once when something was ordered here."""
    now, watches = [0.0], FakeWatches()
    watched = Watched(watches, seconds=lambda: now[0])
    one = Watch(TEAM, "C1", "", "U1", NOON)

    def seen() -> list[Watch]:
        return list(asyncio.run(watched.of(TEAM, "C1")))

    assert [] == seen()
    watches.put(one)
    assert [] == seen()
    now[0] = 20.0
    assert [one] == seen()
    watches.drop(one)
    watched.forget()
    assert [] == seen()


def test_a_store_that_is_away_is_asked_again(meet: Meet) -> None:
    """The alert is not acknowledged, so that Slack sends it once more."""

    class Away(FakeWatches):
        def all(self) -> list[Watch]:
            raise StoreError("The store cannot be used.")

    async def do(bot: Bot, _: SlackApi) -> list[int]:
        return await deliver(bot, alert(), alert(ts="5.2"))

    assert [503, 503] == meet(do, rules=ON, kept=FakeStore(watches=Away()))


def test_an_app_is_not_told_about_its_secret(meet: Meet) -> None:
    """The alert is explained, and says what was taken out; there is no person to tell how to replace it."""
    secret = "c2VjcmV0" * 10 + "cw=="

    async def do(bot: Bot, api: SlackApi) -> tuple[list[str], list[Any]]:
        await tell(bot, order("watch"), alert(f"Fired: AllocationFailed AccountKey={secret};"))
        whispered = [given for method, given in api.calls if method == "chat.postEphemeral"]
        return [given["text"] for given in api.posted()], whispered

    (_, said), whispered = meet(do, rules=ON)
    assert "I took out 1 " in said
    assert secret not in said
    assert [] == whispered
