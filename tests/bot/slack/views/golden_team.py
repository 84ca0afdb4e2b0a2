"""The views of subscriptions and of teaching, for the golden files."""

from dataclasses import replace

from bot.slack.views import teach
from bot.slack.views.explanation import explanation
from bot.slack.views.forms import Modal
from bot.slack.views.report import report
from bot.slack.views.subscription import failed, failed_for_owner, outcome, signed
from bot.slack.views.view import View
from bot.usecases.ports import Case
from bot.usecases.subscriptions.subscribing import Changed, Listed, NotDone, Subscribed
from bot.usecases.teach.form import Misfit, page_of, prefilled
from bot.usecases.team_ports import Draft, Note, Subscription
from tests.bot.slack.samples import ALLOCATION, answer, recurring, reported
from tests.bot.usecases.teach.test_form import FORM
from tests.fakes.clock import NOON

_WEEKLY = Subscription("a1b2c3", "T1", "C1", 1, "09:00", "Europe/Vienna", "U1", NOON, filters={"group": "prod-*"})
_DAILY = replace(_WEEKLY, id="d4e5f6", weekday=None, time="07:30", filters={}, thread="1.1", paused=True)
_NOTE = Note("N1", ALLOCATION.entry, "T1", "U1", "We use `westeurope` first, then **northeurope**.", NOON)
_CASE = Case("c-1", "fixed", "U1", NOON)


def _draft() -> Draft:
    made = page_of(FORM)
    assert not isinstance(made, Misfit)
    return Draft("D1", made[0], "T1", "U1", made[1], NOON)


def team_messages() -> dict[str, View]:
    """Give every message by name."""
    known = replace(answer(matches=(ALLOCATION,)), notes=(_NOTE,))
    unsaid = replace(recurring(), entry="", title="", fix=None)
    answered = reported(recurring(), replace(unsaid, id="c-2"))
    reason = "No one is logged in to Azure. Run `az login`, then run it again."
    return {
        "subscribed": outcome(Subscribed(_WEEKLY)),
        "subscription-paused": outcome(Changed(_DAILY, "paused")),
        "subscriptions": outcome(Listed((_WEEKLY, _DAILY))),
        "subscription-not-understood": outcome(NotDone("“25:00” is no time of day; write it as 09:00.")),
        "report-failed": failed(_WEEKLY, reason, next_run=NOON),
        "report-failed-for-owner": failed_for_owner(_WEEKLY, reason),
        "report-on-schedule": signed(teach.extended(report(answered), teach.sorting(answered)), _WEEKLY),
        "explanation-with-notes": teach.extended(explanation(known), teach.teaching(known, text="AllocationFailed")),
        "note-added": teach.note_told(_NOTE, how="added", by="U1"),
        "page-proposed": teach.proposed(_draft()),
        "page-accepted": teach.reviewed(replace(_draft(), state="accepted", reviewer="U9")),
        "cluster-decided": teach.decided(_CASE, name="AllocationFailed: No capacity"),
        "cluster-undone": teach.undone("AllocationFailed: No capacity", by="U1"),
    }


def team_windows() -> dict[str, Modal]:
    """Give every window by name."""
    place = {"channel": "C1", "thread": "1.1", "message": "1.2"}
    other = replace(_NOTE, id="N2", edited=NOON)
    return {
        "window-notes": teach.note_window(ALLOCATION.entry, [(_NOTE, True), (other, False)], carries=place),
        "window-note": teach.edit_note_window(_NOTE, carries=place),
        "window-reason": teach.reason_window(carries=place),
        "window-write-page": teach.page_window(
            prefilled("The gadget of VM 'web-77' is stuck.", code="GadgetStuck"), ["compute", "network"], carries=place
        ),
        "window-clusters": teach.cluster_window(
            [("c-1", "AllocationFailed: No capacity"), ("c-2", "Conflict: Two at a time")], carries=place
        ),
    }
