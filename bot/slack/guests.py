"""Who is a guest. Events do not tell; Slack does if the app may read users, and the answer is kept for an hour."""

from __future__ import annotations

from collections import OrderedDict
from time import monotonic

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

KEPT = 3600.0  # seconds
_MOST_PEOPLE = 10_000
log = structlog.get_logger(__name__)


class Guests:
    """Tells guests and strangers from members."""

    def __init__(self) -> None:
        """Know nobody yet."""
        self._known: OrderedDict[tuple[str, str], tuple[bool, float]] = OrderedDict()
        self._blind: set[str] = set()

    async def is_guest(self, client: AsyncWebClient, *, workspace: str, person: str) -> bool:
        """Say whether a person is a guest of the workspace; nobody is while the app may not read users there.

        Raises:
            SlackApiError: Slack does not say, for another reason than that the app may not ask.
        """
        who = (workspace, person)
        if workspace in self._blind:
            return False
        if who in self._known and self._known[who][1] > monotonic():
            return self._known[who][0]
        try:
            # In the body: an id in an address ends in the logs of proxies.
            found = (await client.api_call("users.info", data={"user": person})).get("user") or {}
        except SlackApiError as error:
            if error.response.get("error") != "missing_scope":
                raise
            log.warning("guests.unknown", workspace=workspace, reason="missing_scope", needed="users:read")
            self._blind.add(workspace)
            return False
        guest = any(found.get(mark) for mark in ("is_restricted", "is_ultra_restricted", "is_stranger"))
        self._known[who] = (guest, monotonic() + KEPT)
        while len(self._known) > _MOST_PEOPLE:
            self._known.popitem(last=False)
        return guest
