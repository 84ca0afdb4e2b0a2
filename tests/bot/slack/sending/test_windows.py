"""Whatever Slack says to a window, it is shown, shown otherwise, or whoever pressed is told what to do."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import structlog
from aiohttp import ClientError, web
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.sending.client import RETRIES, web_client
from bot.slack.sending.windows import LATE, TooLateError, opened, updated
from bot.slack.text.checking import faults_of_view
from bot.slack.views.modals import answer_modal, paste_modal
from bot.slack.views.teach import sentence
from tests.bot.slack.wire import CUT, TOKEN, slack_api

MODAL = answer_modal(sentence("It helps to **wait**."), title="How I know")
PRESS = {"trigger_id": "T1.press"}
IN_WINDOW = PRESS | {"view": {"id": "V1", "type": "modal"}}
Calls = list[tuple[str, dict[str, Any]]]


def asked(do: Callable[[AsyncWebClient], Awaitable[None]], **answers: list[web.Response]) -> Calls:
    """Give what Slack is asked, whose methods answer so, written with `_` for the dot."""

    async def asking() -> Calls:
        async with slack_api() as api:
            api.answers |= {name.replace("_", ".", 1): list(given) for name, given in answers.items()}
            await do(web_client(token=TOKEN, base_url=api.base_url))
            return [(method, given | {"view": _read(given["view"])}) for method, given in api.calls]

    return asyncio.run(asking())


def _read(view: object) -> Any:  # noqa: ANN401 - JSON
    return json.loads(view) if isinstance(view, str) else view


def no(error: str, *, status: int = 200, wait: int = 0) -> web.Response:
    """Give an answer in which Slack says no."""
    return web.json_response({"ok": False, "error": error}, status=status, headers={"Retry-After": str(wait)})


def test_a_window_opens() -> None:
    """With the trigger of the press; from a window on top of it, from the home tab alone."""
    ((method, given),) = asked(lambda client: opened(client, PRESS, MODAL))
    assert ("views.open", "T1.press", MODAL) == (method, given["trigger_id"], given["view"])
    ((method, _),) = asked(lambda client: opened(client, IN_WINDOW, MODAL))
    assert "views.push" == method
    ((method, _),) = asked(lambda client: opened(client, PRESS | {"view": {"id": "H1", "type": "home"}}, MODAL))
    assert "views.open" == method


def test_a_window_that_slack_would_refuse_is_shown_as_text() -> None:
    """It is not even sent; the log names the fault and none of its text."""
    planted = "planted-secret"
    wrong = {**MODAL, "blocks": [*MODAL["blocks"], {"type": "nope", "text": planted}]}
    with structlog.testing.capture_logs() as logged:
        ((_, given),) = asked(lambda client: opened(client, PRESS, wrong))
    assert () == faults_of_view(given["view"])
    assert "How I know" == given["view"]["title"]["text"]
    assert "It helps to *wait*." in json.dumps(given["view"]) or "It helps to wait." in json.dumps(given["view"])
    assert ["blocks.invalid"] == [line["event"] for line in logged]
    assert planted not in str(logged)


@pytest.mark.parametrize("error", ["invalid_arguments", "invalid_blocks", "view_too_large"])
def test_a_window_that_slack_refuses_is_shown_as_text(error: str) -> None:
    """What Slack has against its blocks does not cost the answer, neither opened nor changed."""
    (_, first), (_, second) = asked(lambda client: opened(client, PRESS, MODAL), views_open=[no(error)])
    assert (MODAL, "rich_text_preformatted") == (
        first["view"],
        second["view"]["blocks"][0]["elements"][0]["type"],
    )
    (_, first), (_, second) = asked(lambda client: updated(client, "V1", MODAL), views_update=[no(error)])
    assert ("V1", first["view"]) != ("V1", second["view"])


@pytest.mark.parametrize("error", sorted(LATE))
def test_a_press_that_is_too_old_is_told_apart(error: str) -> None:
    """A trigger lasts three seconds and one window; whoever pressed can press again."""
    with pytest.raises(TooLateError):
        asked(lambda client: opened(client, PRESS, MODAL), views_open=[no(error)])


def test_a_fourth_window_takes_the_place_of_the_third() -> None:
    """Slack lays three on each other; the next is shown in the topmost."""
    (pushed, _), (shown, given) = asked(
        lambda client: opened(client, IN_WINDOW, MODAL), views_push=[no("push_limit_reached")]
    )
    assert ("views.push", "views.update", "V1") == (pushed, shown, given["view_id"])


@pytest.mark.parametrize("error", ["not_found", "view_not_found", "hash_conflict"])
def test_a_window_that_was_closed_stays_closed(error: str) -> None:
    """Nothing is said about it: the person knows."""
    ((method, _),) = asked(lambda client: updated(client, "V1", MODAL), views_update=[no(error)])
    assert "views.update" == method


def test_a_busy_slack_is_waited_for() -> None:
    """Told to wait, the bot waits and opens the window; told so again and again, it says so."""
    busy = no("ratelimited", status=429)
    assert 2 == len(asked(lambda client: opened(client, PRESS, MODAL), views_open=[busy]))
    with pytest.raises(SlackApiError):
        asked(
            lambda client: opened(client, PRESS, MODAL),
            views_open=[no("ratelimited", status=429) for _ in range(RETRIES + 1)],
        )


def test_a_cut_connection_is_tried_again() -> None:
    """Once more the window opens; a network that stays away is an error that the listener tells."""
    assert 2 == len(asked(lambda client: opened(client, PRESS, MODAL), views_open=[CUT]))
    with pytest.raises(ClientError):
        asked(lambda client: opened(client, PRESS, MODAL), views_open=[CUT] * 9)


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "invalid_auth", "missing_scope"])
def test_what_no_other_window_would_mend_is_an_error(error: str) -> None:
    """The listener logs it under an id and tells the id at the address of the press, which needs no token."""
    with pytest.raises(SlackApiError):
        asked(lambda client: opened(client, PRESS, MODAL), views_open=[no(error)])


def test_a_window_with_fields_loses_only_them() -> None:
    """What cannot be filled in any more is not sent off either."""
    ((_, given),) = asked(lambda client: opened(client, PRESS, paste_modal({"channel": "C1"}) | {"submit": None}))
    assert () == faults_of_view(given["view"])
