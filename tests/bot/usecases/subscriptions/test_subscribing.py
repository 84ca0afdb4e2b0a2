"""A channel makes, lists, pauses, resumes and ends its subscriptions."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.usecases.subscriptions.subscribing import MOST, Changed, Listed, NotDone, Outcome, Place, Subscribe, Subscribed
from bot.usecases.subscriptions.wishes import said_of
from bot.usecases.team_ports import Subscription
from tests.fakes.clock import FakeClock
from tests.fakes.subscriptions import FakeSubscriptions

PLACE = Place("T1", "C1")
WEEK = timedelta(days=7)


class Channel:
    """A channel in which people talk to the use case."""

    def __init__(self) -> None:
        self.kept, self.clock = FakeSubscriptions(), FakeClock()
        ids = iter(f"{number:06x}" for number in range(1, 100))
        self.subscribe = Subscribe(self.kept, self.clock, ZoneInfo("UTC"), new_id=lambda: next(ids))

    def says(self, text: str, place: Place = PLACE) -> Outcome:
        """Give what becomes of a sentence."""
        said = said_of(text)
        assert said is not None
        return self.subscribe(said, place, person="U1")

    def one(self) -> Subscription:
        """Give the only subscription."""
        (only,) = self.kept.all()
        return only


def test_a_subscription_is_made() -> None:
    """It is kept with its owner and the time at which it is due next."""
    channel = Channel()
    made = channel.says("subscribe weekly monday 09:00 Europe/Vienna rg=prod-*")
    assert Subscribed(channel.one()) == made
    one = channel.one()
    assert ("000001", 1, "09:00", "Europe/Vienna", "U1") == (one.id, one.weekday, one.time, one.zone, one.owner)
    assert ("2026-11-23T08:00:00+00:00", {"group": "prod-*"}, "") == (one.next_run.isoformat(), one.filters, one.thread)


def test_the_same_subscription_is_not_made_twice() -> None:
    """Who says the same again is told that it stands; if it was paused, it goes on."""
    channel = Channel()
    channel.says("subscribe daily 7:00")
    again = channel.says("subscribe daily 07:00")
    assert Subscribed(channel.one(), already=True) == again
    channel.says("pause")
    resumed = channel.says("subscribe 7:00 daily")
    assert Changed(channel.one(), "resumed") == resumed


def test_a_thread_gets_its_own_reports() -> None:
    """In a thread the thread is kept; a command, which has none, is told what to do."""
    channel = Channel()
    assert isinstance(channel.says("subscribe daily thread"), NotDone)
    channel.says("subscribe daily thread", Place("T1", "C1", "1.1"))
    assert "1.1" == channel.one().thread


def test_a_pause_ends_with_the_next_run() -> None:
    """What was missed while it was paused is not caught up."""
    channel = Channel()
    channel.says("subscribe monday 9:00")
    due = channel.one().next_run
    assert isinstance(channel.says("pause 000001"), Changed)
    channel.clock.advance(2 * WEEK)
    assert [] == channel.kept.due(channel.clock.now())
    channel.says("resume")
    assert (due + 2 * WEEK, False) == (channel.one().next_run, channel.one().paused)


def test_a_subscription_is_ended() -> None:
    """It is gone; the next who names it hears so."""
    channel = Channel()
    channel.says("subscribe")
    assert isinstance(channel.says("unsubscribe 000001"), Changed)
    assert Listed(()) == channel.says("subscriptions")
    assert isinstance(channel.says("unsubscribe 000001"), NotDone)


def test_one_of_several_has_to_be_named() -> None:
    """Without its id the ids are told; those of other channels are neither listed nor touched."""
    channel = Channel()
    for text in ("subscribe daily", "subscribe monday"):
        channel.says(text)
    channel.says("subscribe daily", Place("T1", "C2"))
    assert NotDone("This channel has several subscriptions; name one of 000001, 000002.") == channel.says("pause")
    missing = NotDone("This channel has no subscription 000003; name one of 000001, 000002.")
    assert missing == channel.says("pause 000003")
    listed = channel.says("subscriptions")
    assert isinstance(listed, Listed)
    assert ["000001", "000002"] == [one.id for one in listed.subscriptions]


def test_a_channel_has_a_limited_number() -> None:
    """One more than that is refused with a sentence."""
    channel = Channel()
    for hour in range(MOST):
        channel.says(f"subscribe daily {hour}:00")
    assert isinstance(channel.says("subscribe daily 23:30"), NotDone)
