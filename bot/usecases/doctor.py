"""What works here? One line for each part: it is fine, it is not set up, or it fails and this mends it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, Protocol
from zoneinfo import ZoneInfo

from analysis.sources import SourceError
from bot.usecases.ports import StoreError

State = Literal["ok", "not set up", "fails"]
_QUIET: Final = timedelta(days=1)  # a team's activity log is hardly ever silent for longer


@dataclass(frozen=True, slots=True)
class Check:
    """What was found about one part, in a sentence."""

    name: str
    state: State
    text: str


class Held(Protocol):
    """How much a workspace holds."""

    @property
    def rows(self) -> int:
        """The rows within reach."""
        ...

    @property
    def newest(self) -> datetime | None:
        """The time of the last one (UTC), None without rows."""
        ...


def knowledge(version: str, *, entries: int, faults: int) -> Check:
    """Tell how much is known, and how many pages of the team cannot be read."""
    if faults:
        pages = "1 page" if faults == 1 else f"{faults} pages"
        text = f"{pages} of the team cannot be read: `aztriage kb check` on the folder of AZTRIAGE_KB says why."
        return Check("knowledge", "fails", text)
    return Check("knowledge", "ok", f"Version {version}, {entries} entries.")


def time_zone(name: str, now: datetime) -> Check:
    """Tell the time that answers show now."""
    return Check("time zone", "ok", f"{name}, where it is {now.astimezone(ZoneInfo(name)):%Y-%m-%d %H:%M}.")


def store(open_store: Callable[[], AbstractContextManager[object]]) -> Check:
    """Tell whether what is kept can be opened."""
    try:
        with open_store():
            return Check("store", "ok", "It opens.")
    except StoreError as error:
        return Check("store", "fails", str(error))


def workspaces(ids: Iterable[str], held: Callable[[str], Held], now: datetime) -> Iterator[Check]:
    """Tell for each workspace what it holds, asking it; one line if none is set."""
    asked = tuple(ids)
    if not asked:
        text = (
            "AZTRIAGE_WORKSPACES names no workspace: questions are answered from the built-in sample, or from --logs."
        )
        yield Check("workspace", "not set up", text)
    for one in asked:
        try:
            yield _workspace(one, held(one), now)
        except SourceError as error:
            yield Check(f"workspace {one}", "fails", str(error))


def resource_graph(count: Callable[[], int] | None) -> Check:
    """Tell whether health annotations can be read, asking for them; None if there is no workspace either."""
    if count is None:
        return Check("resource graph", "not set up", "It is asked if a workspace is set.")
    try:
        found = count()
    except SourceError as error:
        return Check("resource graph", "fails", str(error))
    text = "1 health annotation." if found == 1 else f"{found:,} health annotations."
    return Check("resource graph", "ok", text)


def slack(*, bot_token: bool, app_token: bool, signing_secret: bool) -> Check:
    """Tell whether the tokens for Slack are there; they are not tried."""
    if bot_token and (app_token or signing_secret):
        way = "Socket Mode" if app_token else "HTTP"
        return Check("slack", "ok", f"The tokens for {way} are set; `aztriage serve` tries them.")
    if bot_token or app_token or signing_secret:
        lacking = "SLACK_APP_TOKEN or SLACK_SIGNING_SECRET" if bot_token else "SLACK_BOT_TOKEN"
        return Check("slack", "fails", f"{lacking} is not set; docs/slack-setup.md shows where to find it.")
    return Check("slack", "not set up", "No token is set; docs/slack-setup.md shows how to set it up.")


def slack_of_many(lacking: Sequence[str], *, mixed: bool) -> Check:
    """Tell whether all that many workspaces need is set, and nothing that only one needs."""
    if lacking:
        return Check("slack", "fails", f"Many workspaces need {' and '.join(lacking)} as well: docs/slack-setup.md.")
    if mixed:
        text = "SLACK_CLIENT_ID and the tokens of one workspace are both set; unset the one or the others."
        return Check("slack", "fails", text)
    return Check("slack", "ok", "Many workspaces are served over HTTP; they install the bot at /slack/install.")


def _workspace(name: str, held: Held, now: datetime) -> Check:
    if held.newest is None:
        text = "No row is within reach: check the diagnostic setting that sends the activity log there."
        return Check(f"workspace {name}", "fails", text)
    rows = "1 row" if held.rows == 1 else f"{held.rows:,} rows"
    text = f"{rows} within reach, the newest of {held.newest:%Y-%m-%d %H:%M} UTC."
    if now - held.newest > _QUIET:
        text += " That is long ago: check the diagnostic setting that sends the activity log there."
    return Check(f"workspace {name}", "ok", text)
