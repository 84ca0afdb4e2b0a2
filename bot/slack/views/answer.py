"""Any answer as a Slack message."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from bot.slack.views.choices import never_seen, not_readable, several_machines, which_machine
from bot.slack.views.explanation import explanation
from bot.slack.views.help import help_message
from bot.slack.views.history import history
from bot.slack.views.report import report
from bot.slack.views.view import View
from bot.usecases.answers import (
    Explanation,
    History,
    NeverSeen,
    NotReadable,
    Report,
    SeveralMachines,
    WhichMachine,
)
from bot.usecases.delivery_ports import Attachment

if TYPE_CHECKING:
    from bot.usecases.ask.asking import Answer


def drawn(answer: Answer, *, zone: tzinfo, picture: Attachment | None = None) -> View:  # noqa: PLR0911 - one a kind
    """Give the message for an answer, with times in a zone; `picture` stands in for a chart that Slack refuses."""
    match answer:
        case Explanation():
            return explanation(answer)
        case History():
            return history(answer, zone=zone)
        case Report():
            return report(answer, picture=picture)
        case NeverSeen():
            return never_seen(answer)
        case SeveralMachines():
            return several_machines(answer)
        case NotReadable():
            return not_readable(answer)
        case WhichMachine():
            return which_machine()
    return help_message()
