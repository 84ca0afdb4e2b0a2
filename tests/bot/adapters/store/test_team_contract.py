"""What the ports of a team promise holds for the fakes, for SQLite and for PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

from bot.usecases.team_ports import ClusterState, Draft, Note, Opinion, Subscription
from tests.bot.adapters.store.conftest import Kept
from tests.fakes.clock import NOON

HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
NOTE = Note("N1", "compute/AllocationFailed", "T1", "U1", "Use *westeurope*.", NOON)
DRAFT = Draft("D1", "compute/New", "T1", "U1", "---\ntitle: x\n---\n", NOON, cluster="c1")
LIKED = Opinion(NOTE.entry, "up", "T1", "C1:2.2", "U1", NOON)
SEEN = ClusterState("c1", "Cannot allocate <*>", "AllocationFailed", NOON, NOON + HOUR)
WEEKLY = Subscription("S1", "T1", "C1", 1, "09:00", "Europe/Vienna", "U1", NOON, filters={"rg": "prod-*"}, thread="1.1")


def test_notes_are_kept_by_entry_and_workspace(kept: Kept) -> None:
    """Those of the entry come oldest first, those of other entries and other workspaces do not come."""
    late = replace(NOTE, id="N0", written=NOON + HOUR)
    for note in (late, NOTE, replace(NOTE, id="N2", entry="compute/Y"), replace(NOTE, id="N3", workspace="T2")):
        kept.notes.add(note)
    assert [NOTE, late] == [*kept.notes.of(NOTE.entry, workspace="T1")]


def test_a_note_is_edited_and_removed(kept: Kept) -> None:
    """An edit says when; a removed note keeps no text, and neither changes nor comes back."""
    kept.notes.add(NOTE)
    assert [True, False] == [kept.notes.edit(name, "Better.", at=NOON + HOUR) for name in ("N1", "N9")]
    edited = replace(NOTE, markdown="Better.", edited=NOON + HOUR)
    assert [edited] == [*kept.notes.of(NOTE.entry, workspace="T1")]
    assert [True, False] == [kept.notes.remove("N1", at=NOON + WEEK) for _ in range(2)]
    assert ([], False) == ([*kept.notes.of(NOTE.entry, workspace="T1")], kept.notes.edit("N1", "again", at=NOON))
    assert (replace(edited, markdown="", removed=NOON + WEEK), None) == (kept.notes.get("N1"), kept.notes.get("N9"))


def test_a_draft_is_reviewed_once(kept: Kept) -> None:
    """It may be rewritten while it is open; of two who decide the first counts."""
    kept.drafts.put(replace(DRAFT, markdown="first"))
    kept.drafts.put(DRAFT)
    kept.drafts.put(replace(DRAFT, id="D0", written=NOON + HOUR))
    assert ["D1", "D0"] == [draft.id for draft in kept.drafts.all()]
    verdicts = [kept.drafts.review("D1", state, by="U2", at=NOON + HOUR) for state in ("accepted", "rejected")]
    accepted = replace(DRAFT, state="accepted", reviewer="U2", reviewed=NOON + HOUR)
    assert ([True, False], accepted) == (verdicts, kept.drafts.get("D1"))
    assert ([accepted], ["D0"]) == ([*kept.drafts.all("accepted")], [draft.id for draft in kept.drafts.all()])
    assert (False, None) == (kept.drafts.review("D9", "accepted", by="U2", at=NOON), kept.drafts.get("D9"))


def test_a_person_has_one_thumb_on_an_answer(kept: Kept) -> None:
    """The last press counts; other people and other answers are counted beside it."""
    disliked = replace(LIKED, thumb="down", reason="wrong region", given=NOON + HOUR)
    other = replace(LIKED, person="U2")
    for opinion in (LIKED, other, replace(LIKED, place="C1:3.3", entry="compute/Y"), disliked):
        kept.feedback.give(opinion)
    assert [other, disliked] == [*kept.feedback.of(LIKED.entry)]
    assert {LIKED.entry: (1, 1), "compute/Y": (1, 0)} == dict(kept.feedback.counts())


def test_a_cluster_keeps_its_first_and_last_time(kept: Kept) -> None:
    """However the times come, the earliest and the latest stay; several clusters are seen at once."""
    earlier = replace(SEEN, first_seen=NOON - WEEK, last_seen=NOON - HOUR)
    later = replace(SEEN, first_seen=NOON, last_seen=NOON + WEEK)
    other = replace(SEEN, cluster="c2")
    for states in ([SEEN, other], [later], [earlier], []):
        kept.cluster_states.see(states)
    expected = replace(SEEN, first_seen=NOON - WEEK, last_seen=NOON + WEEK)
    assert {"c1": expected, "c2": other} == dict(kept.cluster_states.all())


def test_a_channel_may_have_several_subscriptions(kept: Kept) -> None:
    """They come by id, whole; one with a known id replaces it, a dropped one is gone."""
    daily = replace(WEEKLY, id="S0", weekday=None, filters={}, thread="")
    for subscription in (replace(WEEKLY, time="10:00"), WEEKLY, daily, replace(WEEKLY, id="S2", channel="C2")):
        kept.subscriptions.put(subscription)
    assert [daily, WEEKLY] == [*kept.subscriptions.of("T1", "C1")]
    assert ["S0", "S1", "S2"] == [each.id for each in kept.subscriptions.all()]
    assert [True, False] == [kept.subscriptions.drop("S1") for _ in range(2)]
    assert [daily] == [*kept.subscriptions.of("T1", "C1")]


def test_a_run_is_due_once(kept: Kept) -> None:
    """Of two who take a run one gets it, and then it is due a week later; a paused subscription is never due."""
    for subscription in (WEEKLY, replace(WEEKLY, id="S2", paused=True), replace(WEEKLY, id="S3", next_run=NOON - HOUR)):
        kept.subscriptions.put(subscription)
    assert ["S3", "S1"] == [each.id for each in kept.subscriptions.due(NOON)]
    assert ["S3"] == [each.id for each in kept.subscriptions.due(NOON - HOUR)]
    begun = [kept.subscriptions.begin(WEEKLY, at=NOON + HOUR, next_run=NOON + WEEK) for _ in range(2)]
    assert [True, False] == begun
    assert ["S3"] == [each.id for each in kept.subscriptions.due(NOON + HOUR)]
    (after,) = (each for each in kept.subscriptions.all() if each.id == "S1")
    assert replace(WEEKLY, last_run=NOON + HOUR, next_run=NOON + WEEK) == after


def test_a_paused_run_is_not_taken(kept: Kept) -> None:
    """A subscription that was paused or dropped after somebody saw it due is left alone."""
    kept.subscriptions.put(replace(WEEKLY, paused=True))
    assert not kept.subscriptions.begin(WEEKLY, at=NOON, next_run=NOON + WEEK)
    kept.subscriptions.drop("S1")
    assert not kept.subscriptions.begin(WEEKLY, at=NOON, next_run=NOON + WEEK)


def test_what_the_last_report_counted_is_kept(kept: Kept) -> None:
    """It stands with its subscription and changes nothing else; one that is gone is not brought back."""
    kept.subscriptions.put(WEEKLY)
    kept.subscriptions.count("S1", failures=50, covered=41)
    kept.subscriptions.count("S9", failures=1, covered=1)
    assert [replace(WEEKLY, failures=50, covered=41)] == [*kept.subscriptions.all()]
