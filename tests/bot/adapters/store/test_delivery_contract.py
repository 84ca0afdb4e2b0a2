"""What the ports of delivery promise holds for the fakes, for SQLite and for PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.usecases.delivery_ports import Attachment, AuditRecord, Message, Outgoing, Question
from tests.bot.adapters.store.conftest import Kept
from tests.fakes.clock import NOON

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
ASKED = Question(
    event="Ev1",
    workspace="T1",
    channel="C1",
    thread="1.1",
    message="1.1",
    person="U1",
    text="AllocationFailed & <more>",
    received=NOON,
    redactions=(("password", 2),),
    files=1,
)
BLOCK = {"type": "section", "text": {"type": "mrkdwn", "text": "日本語 & 🎉"}, "fields": [{"a": None, "b": 1.5}]}
MESSAGE = Message("T1", "C1", "1.1", "an answer", blocks=(BLOCK,), person="U1", event="Ev1")


def asked(number: int, **changed: object) -> Question:
    """Give a question of that number."""
    return replace(ASKED, **{"event": f"Ev{number}", "message": f"{number}.1"} | changed)  # type: ignore[arg-type]


def texts(out: list[Outgoing]) -> list[str]:
    """Give what stands in messages."""
    return [each.message.text for each in out]


def test_a_question_is_taken_as_it_was_received(kept: Kept) -> None:
    """Every field comes back."""
    assert [ASKED] == list(kept.events.receive([ASKED]))
    assert [ASKED] == list(kept.events.take(5))


def test_a_question_is_received_once(kept: Kept) -> None:
    """The same event, and the same message under another event, are known; in one call and in the next."""
    other = replace(ASKED, event="Ev2")
    assert [ASKED] == list(kept.events.receive([ASKED, ASKED, other]))
    assert [asked(3)] == list(kept.events.receive([ASKED, other, asked(3)]))
    assert [ASKED, asked(3)] == list(kept.events.take(9))


def test_the_same_message_elsewhere_is_another(kept: Kept) -> None:
    """Messages of other channels and of other workspaces bear the same times."""
    questions = [ASKED, asked(2, message="1.1", channel="C2"), asked(3, message="1.1", workspace="T2")]
    assert questions == list(kept.events.receive(questions))


@pytest.mark.parametrize("event", ["it's", "日本語", "x" * 1000, "AccountKey=" + "c2VjcmV0" * 6, "nul \0"])
def test_an_event_may_have_any_id(kept: Kept, event: str) -> None:
    """An odd id is received once, and closed."""
    assert [1, 0] == [len(kept.events.receive([replace(ASKED, event=event)])) for _ in range(2)]
    kept.events.close(event, "answered")
    assert 0 == kept.events.waiting()


def test_nothing_is_received(kept: Kept) -> None:
    """No questions are no fault."""
    assert [] == list(kept.events.receive([]))


def test_questions_are_taken_once_and_in_order(kept: Kept) -> None:
    """The oldest come first, and what was taken is not given again."""
    kept.events.receive([asked(number) for number in range(5)])
    assert 5 == kept.events.waiting()
    assert [asked(0), asked(1)] == list(kept.events.take(2))
    assert 3 == kept.events.waiting()
    assert [asked(2), asked(3), asked(4)] == list(kept.events.take(9))
    assert ([], 0) == (list(kept.events.take(9)), kept.events.waiting())


def test_what_was_taken_and_not_ended_is_put_back(kept: Kept) -> None:
    """A bot that starts finds what the last one left; what ended, either way, stays ended."""
    kept.events.receive([asked(number) for number in range(4)])
    kept.events.take(3)
    kept.events.close("Ev0", "answered")
    kept.events.close("Ev1", "failed")
    assert 1 == kept.events.reopen()
    assert [asked(2), asked(3)] == list(kept.events.take(9))


def test_an_answer_is_written_and_the_question_answered_at_once(kept: Kept) -> None:
    """There is no moment at which the answer waits and the question is still open."""
    kept.events.receive([ASKED])
    kept.events.take(1)
    kept.outbox.write([MESSAGE], at=NOON, answers="Ev1")
    assert 0 == kept.events.reopen()
    (out,) = kept.outbox.due(NOON, most=9)
    assert (MESSAGE, NOON, 0) == (out.message, out.written, out.attempts)


def test_a_file_comes_back_whole(kept: Kept) -> None:
    """Its bytes and all that is said of it."""
    message = replace(
        MESSAGE, kind="file", attachment=Attachment("a.png", "A chart", "A line goes up", bytes(range(256)))
    )
    kept.outbox.write([message], at=NOON)
    assert [message] == [each.message for each in kept.outbox.due(NOON, most=9)]


def test_each_channel_gives_its_oldest_message(kept: Kept) -> None:
    """One of each, whatever waits behind it, and no more than asked for; channels may be passed over."""
    for number, channel in enumerate(["C1", "C1", "C2", "C3"]):
        kept.outbox.write([replace(MESSAGE, channel=channel, text=f"{number}")], at=NOON)
    assert ["0", "2", "3"] == texts([*kept.outbox.due(NOON, most=9)])
    assert ["0", "2"] == texts([*kept.outbox.due(NOON, most=2)])
    assert ["2"] == texts([*kept.outbox.due(NOON, most=9, but={("T1", "C1"), ("T1", "C3")})])
    assert ["0", "2", "3"] == texts([*kept.outbox.due(NOON, most=9, but=[("T2", "C1")])])


def test_the_order_of_a_channel_is_kept(kept: Kept) -> None:
    """The next message is due when the one before was sent or given up."""
    kept.outbox.write([replace(MESSAGE, text=text) for text in "abc"], at=NOON)
    seen = []
    for end in ("sent", "given up", "sent"):
        (out,) = kept.outbox.due(NOON, most=9)
        seen.append(out.message.text)
        if end == "sent":
            kept.outbox.sent(out.number, ts="2.2", at=NOON)
        else:
            kept.outbox.give_up(out.number, error="is_archived", at=NOON)
    assert (["a", "b", "c"], []) == (seen, [*kept.outbox.due(NOON, most=9)])


def test_what_was_put_off_holds_up_its_channel(kept: Kept) -> None:
    """Until its time comes nothing of the channel leaves, and each attempt is counted."""
    kept.outbox.write([replace(MESSAGE, text=text) for text in "ab"], at=NOON)
    kept.outbox.write([replace(MESSAGE, channel="C2", text="c")], at=NOON)
    first, second = kept.outbox.due(NOON, most=9)
    kept.outbox.sent(second.number, ts="2.2", at=NOON)
    kept.outbox.put_off(first.number, until=NOON + MINUTE, error="timeout")
    assert ([], NOON + MINUTE) == ([*kept.outbox.due(NOON + 59 * SECOND, most=9)], kept.outbox.next_due())
    (again,) = kept.outbox.due(NOON + MINUTE, most=9)
    assert ("a", 1) == (again.message.text, again.attempts)


def test_without_messages_nothing_is_due(kept: Kept) -> None:
    """An empty outbox has no next time."""
    assert ([], None) == ([*kept.outbox.due(NOON, most=9)], kept.outbox.next_due())


def test_others_take_the_place_of_what_is_given_up(kept: Kept) -> None:
    """They leave in their order, before what was written later."""
    kept.outbox.write([replace(MESSAGE, text=text) for text in "az"], at=NOON)
    (out,) = kept.outbox.due(NOON, most=9)
    instead = [replace(MESSAGE, text=text, blocks=()) for text in "bc"]
    kept.outbox.give_up(out.number, error="invalid_blocks", instead=instead, at=NOON)
    left = []
    while waiting := kept.outbox.due(NOON, most=9):
        left.append(waiting[0].message.text)
        if left[-1] == "b":  # it is given up in its turn
            kept.outbox.give_up(waiting[0].number, error="x", instead=[replace(MESSAGE, text="d")], at=NOON)
        else:
            kept.outbox.sent(waiting[0].number, ts="2.2", at=NOON)
    assert {"b", "c", "d"} == set(left[:-1])
    assert "z" == left[-1]


def test_the_replies_to_a_message_are_found(kept: Kept) -> None:
    """Those that were sent, in their channel, in order; nothing for a message that nobody asked with."""
    kept.events.receive([ASKED, asked(2)])
    private = replace(MESSAGE, kind="private", text="hush")
    elsewhere = replace(MESSAGE, event="Ev2")
    kept.outbox.write([MESSAGE, MESSAGE, private, elsewhere, MESSAGE], at=NOON)
    for ts in ("2.1", "2.2", "2.3", "2.4"):
        (out,) = kept.outbox.due(NOON, most=9)
        kept.outbox.sent(out.number, ts=ts, at=NOON)
    assert ["2.1", "2.2"] == [*kept.outbox.replies("T1", "C1", "1.1")]
    assert [] == [*kept.outbox.replies("T1", "C2", "1.1")]


def test_who_asked_is_recorded(kept: Kept) -> None:
    """Records come oldest first; the start of a window belongs to it, the end does not."""
    record = AuditRecord(NOON, "T1", "C1", "U1", "explain", "everything", "answered")
    for minutes in (2, 0, 1, -1):
        kept.audit.add(replace(record, asked=NOON + minutes * MINUTE))
    assert [record, replace(record, asked=NOON + MINUTE)] == [*kept.audit.between(NOON, NOON + 2 * MINUTE)]


def test_installations_are_kept_by_workspace(kept: Kept) -> None:
    """The last tokens count, byte for byte, and dropped ones are gone; dropping again is no fault."""
    kept.installations.put("T2", b"old", at=NOON)
    kept.installations.put("T2", bytes(range(256)), at=NOON)
    kept.installations.put("T1", b"one", at=NOON)
    assert (["T1", "T2"], bytes(range(256))) == ([*kept.installations.workspaces()], kept.installations.get("T2"))
    kept.installations.drop("T2")
    kept.installations.drop("T2")
    assert (["T1"], None) == ([*kept.installations.workspaces()], kept.installations.get("T2"))
