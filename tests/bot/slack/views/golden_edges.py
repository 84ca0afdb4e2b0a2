"""Views that are seen more rarely: many errors in one paste, very long names, refusals, second choices."""

from dataclasses import replace
from datetime import UTC

from bot.slack.views import modals
from bot.slack.views.answer import drawn
from bot.slack.views.choices import never_seen, several_machines
from bot.slack.views.explanation import explanation
from bot.slack.views.forms import Modal
from bot.slack.views.history import history
from bot.slack.views.refusals import refusal, too_late
from bot.slack.views.report import report
from bot.slack.views.subscription import not_done
from bot.slack.views.teach import sentence
from bot.slack.views.view import View
from bot.usecases.answers import Help, NeverSeen, SeveralMachines
from bot.usecases.subscriptions.subscribing import NotDone
from tests.bot.slack.samples import ALLOCATION, MACHINE, answer, recurring, reported, told

_REASONS = ("workspace", "channel", "person", "guest", "hurry")
_LONG = "x" * 5000
_TITLES = (
    "The quota is used up",
    "The caller has no role that allows this action at this scope",
    "The guest did not report in time that it is set up",
    "The custom script ended with an error",
    "Another operation is still running on the VM",
)


def edge_messages() -> dict[str, View]:
    """Give every message by name."""
    others = tuple(
        replace(ALLOCATION, entry=f"compute/Error{number}", code=f"Error{number}", title=title, error=number)
        for number, title in enumerate(_TITLES, start=1)
    )
    long = replace(ALLOCATION, code=_LONG, title=f"{_LONG} {_LONG}", causes=(_LONG,) * 2)
    place = MACHINE.replace("rg-shop", _LONG)
    return {
        "explanation-several": explanation(answer(matches=(ALLOCATION, *others))),
        "explanation-long": explanation(answer(matches=(long,), nearest=(), knowledge_version=_LONG)),
        "help-drawn": drawn(Help(), zone=UTC),
        "history-long": history(told(name=_LONG, resource=place, source=_LONG), zone=UTC),
        "never-seen-at-all": never_seen(NeverSeen("web-1", (), _LONG)),
        "report-long": report(
            reported(recurring(template=_LONG, title=_LONG, code=_LONG, exemplar=_LONG), name=_LONG, source=_LONG)
        ),
        "sentence": sentence("This note is **gone**; write `note` again."),
        "several-machines-long": several_machines(SeveralMachines(_LONG, (MACHINE, place) * 4, _LONG)),
        "subscription-not-done": not_done(NotDone("“25:00” is no time of day; write it as 09:00.")),
        "too-late": too_late(),
    } | {f"refusal-{reason}": refusal(reason) for reason in _REASONS}


def edge_windows() -> dict[str, Modal]:
    """Give every window by name."""
    return {
        "window-page-long": modals.page_modal(replace(ALLOCATION, code=_LONG, title=_LONG, meaning=_LONG)),
        "window-plainer": modals.plainer(modals.page_modal(ALLOCATION)),
    }
