"""What is done once and by one process only, for the fakes, for SQLite and for PostgreSQL."""

from datetime import timedelta

from bot.usecases.delivery_ports import Message
from tests.bot.adapters.store.conftest import Kept
from tests.fakes.clock import NOON

MINUTE = timedelta(minutes=1)
MESSAGE = Message("T1", "C1", "", "the report")


def test_messages_of_a_key_are_kept_once(kept: Kept) -> None:
    """The second time nothing is kept, and that is said; another key, and none, are kept."""
    keys = ["report:1", "report:1", "report:2", "", ""]
    assert [True, False, True, True, True] == [kept.outbox.write([MESSAGE], at=NOON, once=key) for key in keys]
    seen = 0
    while due := kept.outbox.due(NOON, most=9):
        seen += len(due)
        kept.outbox.sent(due[0].number, ts="1.1", at=NOON)
    assert 4 == seen


def test_work_is_held_by_one(kept: Kept) -> None:
    """Who holds it may go on; another gets it when the time is over, and then the first does not."""

    def hold(by: str, minutes: int) -> bool:
        at = NOON + minutes * MINUTE
        return kept.leases.hold("reports", by=by, at=at, until=at + 5 * MINUTE)

    assert [True, False, True, False, True, False] == [
        hold("a", 0), hold("b", 1), hold("a", 4), hold("b", 8), hold("b", 9), hold("a", 10)
    ]  # fmt: skip
    assert kept.leases.hold("other work", by="a", at=NOON, until=NOON + MINUTE)


def test_work_that_was_given_up_is_free(kept: Kept) -> None:
    """Only who holds it can give it up."""
    assert kept.leases.hold("reports", by="a", at=NOON, until=NOON + MINUTE)
    kept.leases.leave("reports", by="b")
    assert not kept.leases.hold("reports", by="b", at=NOON, until=NOON + MINUTE)
    kept.leases.leave("reports", by="a")
    assert kept.leases.hold("reports", by="b", at=NOON, until=NOON + MINUTE)
