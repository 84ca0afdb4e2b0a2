"""What was asked is forgotten after thirty days, without anybody having to see to it."""

from datetime import timedelta

from sqlalchemy import select

from bot.adapters.store.delivery_tables import EVENTS, LEASES, OUTBOX
from bot.adapters.store.store import open_store
from bot.adapters.store.sweeping import AUDITED, KEPT
from bot.usecases.delivery_ports import Attachment, AuditRecord, Message, Question
from bot.usecases.ports import Case, SharedFile, Sighting, Subject
from tests.fakes.clock import NOON, FakeClock

DAY = timedelta(days=1)
ENTRY = "compute/AllocationFailed"


def test_a_running_bot_forgets_once_a_day(url: str) -> None:
    """With the first claim of a later day, what is older than thirty days is gone; the last thirty stay."""
    clock = FakeClock()
    with open_store(url, clock=clock) as store:
        for day in range(3):
            store.conversations.claim(f"Ev{day}")
            store.conversations.remember(f"{day}", Subject("AllocationFailed"))
            clock.advance(DAY)
        clock.at = NOON + KEPT + DAY
        store.conversations.claim("today")
        left = [store.conversations.subject(f"{day}") is not None for day in range(3)]
        assert ([False, True, True], False) == (left, store.conversations.claim("Ev1"))
        assert store.conversations.claim("Ev0")


def test_a_bot_that_starts_forgets_first(url: str) -> None:
    """What became too old while the bot was not running is forgotten with its first claim."""
    with open_store(url, clock=FakeClock()) as store:
        store.conversations.remember("1", Subject("AllocationFailed"))
    with open_store(url, clock=FakeClock(NOON + KEPT + DAY)) as store:
        store.conversations.claim("today")
        assert store.conversations.subject("1") is None


def test_decisions_and_sightings_stay(url: str) -> None:
    """They hold no text of anybody and are needed for years."""
    clock = FakeClock()
    with open_store(url, clock=clock) as store:
        store.cases.record(Case(cluster="c1", decision="fixed", by="U1", decided=NOON))
        store.sightings.add(Sighting(entry=ENTRY, place="C1", seen=NOON))
        clock.advance(1000 * DAY)
        store.conversations.claim("today")
        assert (1, 1) == (len(store.cases.all()), len(store.sightings.between(NOON, NOON + DAY)))


def test_questions_and_messages_are_forgotten_too(url: str) -> None:
    """After thirty days, sent or not; who asked is known for a year."""
    clock = FakeClock()
    question = Question("Ev1", "T1", "C1", "1.1", "1.1", "U1", "AllocationFailed", NOON)
    with open_store(url, clock=clock) as store:
        store.events.receive([question])
        store.outbox.write([Message("T1", "C1", "1.1", "an answer")], at=NOON)
        store.audit.add(AuditRecord(NOON, "T1", "C1", "U1", "explain", "everything", "answered"))
        clock.advance(KEPT + DAY)
        store.conversations.claim("today")
        assert (0, None) == (store.events.waiting(), store.outbox.next_due())
        assert 1 == len(store.audit.between(NOON, NOON + DAY))
        clock.advance(AUDITED)
        store.events.receive([question])
        assert (1, 0) == (store.events.waiting(), len(store.audit.between(NOON, NOON + DAY)))


def test_a_text_is_forgotten_with_its_answer(url: str) -> None:
    """What was asked stays until it is answered, what is said until it is sent; then only that it was."""
    secret = "Contoso's own words"
    with open_store(url, clock=FakeClock()) as store:
        attached = (SharedFile("F1", secret, "text/plain", 9, f"https://files.slack.com/{secret}"),)
        store.events.receive([Question("Ev1", "T1", "C1", "1.1", "1.1", "U1", secret, NOON, attached=attached)])
        file = Attachment("a.txt", secret, secret, secret.encode())
        block = {"type": "section", "text": {"type": "mrkdwn", "text": secret}}
        for message in (
            Message("T1", "C1", "1.1", secret, blocks=(block,)),
            Message("T1", "C2", "", "", kind="file", attachment=file),
        ):
            store.outbox.write([message], at=NOON, answers="Ev1")
        first, second = store.outbox.due(NOON, most=2)
        store.outbox.sent(first.number, ts="2.2", at=NOON)
        store.outbox.give_up(second.number, error="missing_scope", at=NOON)
        with store.database.reading() as connection:
            kept = [str(row) for table in (EVENTS, OUTBOX) for row in connection.execute(select(table))]
    assert 3 == len(kept)
    assert [] == [row for row in kept if secret in row]


def test_which_alerts_were_explained_is_forgotten(url: str) -> None:
    """Thirty days after they may be explained again."""
    clock = FakeClock()
    with open_store(url, clock=clock) as store:
        store.leases.hold("alert:T1:C1:x", by="Ev1", at=NOON, until=NOON + DAY)
        clock.advance(KEPT + 2 * DAY)
        store.conversations.claim("today")
        with store.database.reading() as connection:
            assert [] == list(connection.execute(select(LEASES)))
