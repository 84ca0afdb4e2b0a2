"""An answer at the address of a press or command arrives in some form, or whoever sends it learns that it did not."""

import asyncio
import time
from typing import Any

import pytest
import structlog
from slack_bolt.async_app import AsyncRespond

from bot.slack.sending.responding import UnheardError, told
from bot.slack.views.report import report
from bot.slack.views.teach import sentence
from bot.slack.views.view import View
from tests.bot.slack.inbox import inbox
from tests.bot.slack.samples import recurring, reported

VIEW = sentence("It helps to wait.")


def answered(view: View, *statuses: int, body: str = "ok") -> tuple[list[dict[str, Any]], str]:
    """Give what came to an address that meets letters with these statuses, and why nothing was heard, "" if it was."""
    with inbox() as letters, structlog.testing.capture_logs():
        letters.statuses[:], letters.body = statuses, body
        try:
            asyncio.run(told(AsyncRespond(response_url=letters.address), view))
        except UnheardError as error:
            return letters.letters, str(error)
        return letters.letters, ""


def test_one_person_sees_it() -> None:
    """Blocks and text go out in one letter."""
    ((letter,), why) = answered(VIEW)
    assert ("ephemeral", VIEW.text, list(VIEW.blocks), "") == (
        letter["response_type"],
        letter["text"],
        letter["blocks"],
        why,
    )


def test_what_is_refused_becomes_plainer() -> None:
    """First without its chart, then as text."""
    letters, why = answered(report(reported(recurring())), 400, 400, body="invalid_blocks")
    kinds = [{block["type"] for block in letter.get("blocks", ())} for letter in letters]
    assert ("data_visualization" in kinds[0], "data_visualization" in kinds[1], set(), "") == (
        True,
        False,
        kinds[2],
        why,
    )


def test_blocks_that_slack_would_refuse_are_not_sent() -> None:
    """They go out as text at once."""
    ((letter,), why) = answered(View(({"type": "nope"},), "plain"))
    assert ("plain", False, "") == (letter["text"], bool(letter.get("blocks")), why)


def test_a_busy_address_is_waited_for() -> None:
    """The same is sent again, with its blocks."""
    began = time.monotonic()
    letters, why = answered(VIEW, 429)
    assert ([list(VIEW.blocks)] * 2, "") == ([letter["blocks"] for letter in letters], why)
    assert time.monotonic() - began >= 1


@pytest.mark.parametrize("error", ["used_url", "expired_url"])
def test_an_address_that_is_too_old_is_told(error: str) -> None:
    """Slack takes five letters within half an hour; plainer ones would not help."""
    letters, why = answered(VIEW, 404, 404, 404, body=error)
    assert (1, error) == (len(letters), why)


def test_what_slack_takes_in_no_form_is_told() -> None:
    """Then the answer has to go another way."""
    letters, why = answered(VIEW, 500, 500, 500, body="<html>")
    assert (2, "http_500") == (len(letters), why)


def test_a_network_that_stays_away_is_told() -> None:
    """Nobody listens at the address."""
    with inbox() as letters:
        address = letters.address
    with structlog.testing.capture_logs(), pytest.raises(UnheardError, match="cut"):
        asyncio.run(told(AsyncRespond(response_url=address), VIEW))
