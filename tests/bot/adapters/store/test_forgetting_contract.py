"""A workspace that takes the bot away is forgotten: by the fakes, by SQLite and by PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.adapters.store import store as the_store
from bot.adapters.store.tables import metadata
from bot.usecases.delivery_ports import AuditRecord, Message, Question
from bot.usecases.ports import Sighting, Subject
from bot.usecases.team_ports import Draft, Note, Opinion, Subscription
from tests.bot.adapters.store.conftest import Kept
from tests.fakes.clock import NOON

MINUTE = timedelta(minutes=1)
ENTRY = "compute/AllocationFailed"
# What they hold belongs to no workspace: ids that were seen, decisions about failures, which process works.
SHARED = {"claims", "cases", "cluster_states", "leases", "install_states"}
BY_PLACE = {"threads", "sightings"}


def use(kept: Kept, workspace: str) -> None:
    """Leave something of a workspace in every port."""
    kept.installations.put(workspace, b"sealed", at=NOON)
    kept.conversations.remember(f"{workspace}:C1:1.1", Subject("what it is about"))
    kept.sightings.add(Sighting(ENTRY, f"{workspace}:C1", NOON))
    kept.events.receive([Question(f"Ev-{workspace}", workspace, "C1", "1.1", "1.1", "U1", "why?", NOON)])
    kept.outbox.write([Message(workspace, "C1", "", "an answer")], at=NOON)
    kept.audit.add(AuditRecord(NOON, workspace, "C1", "U1", "explain", "everything", "answered"))
    kept.notes.add(Note(f"n-{workspace}", ENTRY, workspace, "U1", "call us", NOON))
    page = Draft(f"d-{workspace}", ENTRY, workspace, "U1", "# a page", NOON)
    kept.drafts.put(page)
    kept.drafts.put(replace(page, id=f"a-{workspace}", state="accepted", reviewer="U2", reviewed=NOON))
    kept.feedback.give(Opinion(ENTRY, "up", workspace, "C1:2.2", "U1", NOON))
    kept.subscriptions.put(Subscription(f"s-{workspace}", workspace, "C1", 1, "09:00", "UTC", "U1", NOON))


def left(kept: Kept, workspace: str) -> dict[str, int]:
    """Count what is left of a workspace."""
    return {
        "tokens": int(kept.installations.get(workspace) is not None),
        "threads": int(kept.conversations.subject(f"{workspace}:C1:1.1") is not None),
        "sightings": sum(
            one.place == f"{workspace}:C1" for one in kept.sightings.between(NOON - MINUTE, NOON + MINUTE)
        ),
        "messages": sum(one.message.workspace == workspace for one in kept.outbox.due(NOON, most=9)),
        "notes": len(kept.notes.of(ENTRY, workspace=workspace)),
        "drafts": sum(one.workspace == workspace for one in (*kept.drafts.all("open"), *kept.drafts.all("accepted"))),
        "opinions": sum(one.workspace == workspace for one in kept.feedback.of(ENTRY)),
        "subscriptions": len(kept.subscriptions.of(workspace, "C1")),
    }


def test_all_of_a_workspace_is_forgotten_and_nothing_of_another(kept: Kept) -> None:
    """One that has a name which begins alike keeps everything; so does one that was there before."""
    for workspace in ("T1", "T12", "T2"):
        use(kept, workspace)
    before = left(kept, "T2")
    assert {*before.values()} <= {1, 2}
    assert 9 == kept.forgetting.forget_workspace("T1")
    assert {0} == {*left(kept, "T1").values()}
    assert [before, before] == [left(kept, "T2"), left(kept, "T12")]
    assert ["T12", "T2"] == sorted(one.workspace for one in kept.events.take(9))


def test_who_asked_stays_in_the_record(kept: Kept) -> None:
    """Taking the bot away does not hide who saw what."""
    use(kept, "T1")
    kept.forgetting.forget_workspace("T1")
    assert ["T1"] == [one.workspace for one in kept.audit.between(NOON, NOON + MINUTE)]


def test_an_accepted_page_stays_without_its_author(kept: Kept) -> None:
    """It has become part of what the bot knows; who wrote it and where is gone."""
    use(kept, "T1")
    kept.forgetting.forget_workspace("T1")
    (page,) = kept.drafts.all("accepted")
    assert ("# a page", "", "", "") == (page.markdown, page.workspace, page.author, page.reviewer)
    assert kept.drafts.get("d-T1") is None


def test_forgetting_twice_is_no_fault(kept: Kept) -> None:
    """Slack tells it more than once."""
    use(kept, "T1")
    assert [9, 0, 0] == [kept.forgetting.forget_workspace(name) for name in ("T1", "T1", "T9")]


@pytest.mark.parametrize("workspace", ["T%", "T_", "%"])
def test_a_workspace_is_no_pattern(kept: Kept, workspace: str) -> None:
    """Signs that mean any letter to a database mean themselves."""
    use(kept, "T1")
    kept.forgetting.forget_workspace(workspace)
    assert 0 not in left(kept, "T1").values()


def test_every_table_is_thought_of() -> None:
    """A table says whose its rows are, or stands here as one that nobody's rows are in."""
    assert "notes" in metadata.tables, the_store.__name__
    unknown = {table.name for table in metadata.sorted_tables if "workspace" not in table.c} - SHARED - BY_PLACE
    assert set() == unknown


def test_an_installation_is_ended_once_and_in_time(kept: Kept) -> None:
    """Again, unknown, or at the end of its time it is refused; what is over is forgotten with the next beginning."""
    kept.install_states.begin("s1", at=NOON, until=NOON + 10 * MINUTE)
    kept.install_states.begin("s2", at=NOON, until=NOON + 10 * MINUTE)
    assert kept.install_states.end("s1", at=NOON + 9 * MINUTE)
    assert not kept.install_states.end("s1", at=NOON + 9 * MINUTE)
    assert not kept.install_states.end("s2", at=NOON + 10 * MINUTE)
    assert not kept.install_states.end("s9", at=NOON)
    kept.install_states.begin("s3", at=NOON, until=NOON + MINUTE)
    kept.install_states.begin("s4", at=NOON + MINUTE, until=NOON + 2 * MINUTE)
    assert not kept.install_states.end("s3", at=NOON)
