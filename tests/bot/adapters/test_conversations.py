"""The conversations kept in memory."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.adapters.conversations import MemoryConversations
from bot.usecases.ports import Conversations
from tests.fakes.conversations import FakeConversations


@pytest.mark.parametrize("make", [MemoryConversations, FakeConversations])
def test_an_event_is_claimed_once(make: Callable[[], Conversations]) -> None:
    """Whoever claims an event first gets it, nobody after."""
    conversations = make()
    assert [True, False, True, False] == [conversations.claim(event) for event in ("Ev1", "Ev1", "Ev2", "Ev1")]


@pytest.mark.parametrize("make", [MemoryConversations, FakeConversations])
def test_a_thread_keeps_its_last_subject(make: Callable[[], Conversations]) -> None:
    """The subject remembered last is given back; an unknown thread has none."""
    conversations = make()
    conversations.remember("1.1", "AllocationFailed")
    conversations.remember("1.1", "OSProvisioningTimedOut")
    assert ("OSProvisioningTimedOut", None) == (conversations.subject("1.1"), conversations.subject("2.2"))


def test_the_oldest_events_are_forgotten() -> None:
    """Beyond the limit the oldest event can be claimed again, younger ones cannot."""
    conversations = MemoryConversations(limit=2)
    assert all(conversations.claim(event) for event in ("Ev1", "Ev2", "Ev3"))
    assert [False, False, True] == [conversations.claim(event) for event in ("Ev3", "Ev2", "Ev1")]


def test_the_oldest_threads_are_forgotten() -> None:
    """Beyond the limit the thread that was silent for longest is forgotten."""
    conversations = MemoryConversations(limit=2)
    for thread in ("1", "2", "1", "3"):
        conversations.remember(thread, f"about {thread}")
    assert ["about 1", None, "about 3"] == [conversations.subject(thread) for thread in ("1", "2", "3")]


def test_many_threads_of_the_process_share_one_claim() -> None:
    """Of many claims of one event at a time, exactly one succeeds."""
    conversations = MemoryConversations()
    with ThreadPoolExecutor(max_workers=8) as pool:
        assert 1 == sum(pool.map(conversations.claim, ["Ev1"] * 500))
