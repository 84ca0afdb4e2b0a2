"""The views of files, replies and alerts, for the golden files."""

from dataclasses import replace
from datetime import UTC
from typing import get_args

from analysis.gaps import Gap
from bot.slack.views.explanation import explanation
from bot.slack.views.files import contents, files_off, of_files, unread
from bot.slack.views.view import View
from bot.slack.views.watch import alert_explained, told
from bot.usecases.files.asking import Contents, Worst
from bot.usecases.files.holding import Unread, Why
from bot.usecases.ports import SharedFile
from bot.usecases.team_ports import Watch
from bot.usecases.watching import Watching
from tests.bot.slack.samples import ALLOCATION, MACHINE, WEEK, answer, recurring, reported
from tests.fakes.clock import NOON

FILE = SharedFile("F0123456789", "PT1H.json", "application/json", 4096)
_WATCH = Watch("T1", "C1", "", "U1", NOON)
_NAMED = replace(_WATCH, app="Azure Monitor", hours=24)
_UNKNOWN = recurring(
    id="c-2", entry="", title="", fix=None, code="FabricUpset", exemplar="The fabric is upset about vm-web-02.", count=3
)


def _held(*worst: Worst) -> Contents:
    machines = tuple((f"{MACHINE[:-1]}{number}", 90 - number) for number in range(1, 8))
    report = reported(*(one.failure for one in worst), gaps=(Gap("cut", "1 file is cut: the last row is not whole."),))
    return Contents("PT1H.json", 4711, WEEK, machines, report, worst)


def heard_messages() -> dict[str, View]:
    """Give every message by name."""
    alert = explanation(answer(matches=(ALLOCATION,)))
    held = _held(Worst(recurring(), ALLOCATION), Worst(_UNKNOWN, None))
    return {
        "file-log": of_files(contents(held, zone=UTC), [FILE]),
        "file-log-healthy": of_files(contents(_held(), zone=UTC), [FILE]),
        "file-off": files_off(),
        "file-unread": unread([Unread(f"{why}.log", why) for why in get_args(Why)]),
        "alert": alert_explained(alert, f'{{"alertTargetIDs": ["{MACHINE}"]}}', hours=6),
        "watch-begun": told(Watching((_WATCH,), "begun", _WATCH)),
        "watch-listed": told(Watching((_WATCH, _NAMED))),
        "watch-none": told(Watching(())),
        "watch-ended": told(Watching((), "ended", _NAMED)),
        "watch-alone": told(Watching((), "alone")),
        "watch-direct": told(Watching((), "direct")),
    }
