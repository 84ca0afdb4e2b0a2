"""Files of a question, its editions, and who asked in a thread: the same for the fake, SQLite and PostgreSQL."""

from dataclasses import replace

from bot.usecases.delivery_ports import EDITION, Message
from bot.usecases.ports import SharedFile, Subject
from tests.bot.adapters.store.conftest import Kept
from tests.bot.adapters.store.test_delivery_contract import ASKED, asked
from tests.fakes.clock import NOON

FILE = SharedFile("F1", "PT1H.json", "application/json", 512, "https://files.slack.com/files-pri/T1-F1/download/a.json")
HERE = ("T1", "C1", "1.1")


def test_files_come_back_with_their_question(kept: Kept) -> None:
    """All that is needed to fetch them, and the way that the question came."""
    with_file = replace(ASKED, attached=(FILE, replace(FILE, id="F2")), way="reply")
    kept.events.receive([with_file])
    assert [with_file] == list(kept.events.take(1))


def test_a_thread_remembers_its_files(kept: Kept) -> None:
    """What was looked up in a file is looked up there again."""
    kept.conversations.remember("here", Subject("web-01", "/x", files=(FILE,)))
    assert Subject("web-01", "/x", files=(FILE,)) == kept.conversations.subject("here")
    kept.conversations.remember("here", Subject("web-01", "/x"))
    assert Subject("web-01", "/x") == kept.conversations.subject("here")


def test_who_asked_in_a_thread_is_known(kept: Kept) -> None:
    """Those who asked it themselves; replies without a mention and alerts do not count."""
    other = asked(5, thread="5.1", person="U5")
    refused, alert = asked(3, thread="1.1", person="U3", refused="hurry"), asked(4, thread="1.1", way="alert")
    kept.events.receive([ASKED, asked(2, thread="1.1", person="U2"), refused, replace(alert, person="B1"), other])
    kept.events.receive([asked(6, thread="1.1", way="reply", person="U6")])
    assert frozenset({"U1", "U2"}) == kept.events.asked_in(*HERE)
    assert frozenset() == kept.events.asked_in("T2", "C1", "1.1")


def test_a_message_is_known_in_any_edition(kept: Kept) -> None:
    """Also when only a later edition was a question; ids that begin alike are others."""
    kept.events.receive([asked(2, message=f"2.1{EDITION}7.7"), ASKED])
    known = [kept.events.is_known("T1", "C1", message) for message in ("1.1", "2.1", "2", "1.", "%")]
    assert [True, True, False, False, False] == known


def test_a_question_is_overtaken_by_its_next_edition(kept: Kept) -> None:
    """The newest counts, in the order of coming in."""
    second, third = asked(2, message=f"1.1{EDITION}7.7"), asked(3, message=f"1.1{EDITION}8.8")
    kept.events.receive([ASKED])
    assert not kept.events.is_overtaken(ASKED)
    kept.events.receive([second, third, asked(4, message="1.12")])
    assert [True, True, False] == [kept.events.is_overtaken(each) for each in (ASKED, second, third)]
    assert not kept.events.is_overtaken(asked(4, message="1.12"))


def test_an_answer_stands_for_every_edition(kept: Kept) -> None:
    """What answered any edition, posted or put in the place of another message, is found once."""
    kept.events.receive([ASKED, asked(2, message=f"1.1{EDITION}7.7")])
    said = Message("T1", "C1", "1.1", "an answer", event="Ev1", kind="edit", edits="9.9")
    kept.outbox.write([said, replace(said, event="Ev2")], at=NOON)
    for _ in range(2):
        (out,) = kept.outbox.due(NOON, most=1)
        kept.outbox.sent(out.number, ts="9.9", at=NOON)
    assert ["9.9"] == list(kept.outbox.replies(*HERE))
