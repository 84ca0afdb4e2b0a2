"""Only what Slack signed is read; the rest gets 401, and its content appears in no log."""

import asyncio
import json
import logging
import time
from collections.abc import Iterator

import pytest
from aiohttp import web

from bot.slack.app import build_bot
from bot.slack.serve import SlackRefusedError, face_of, serve
from bot.usecases.answers import Explanation
from tests.bot.slack.asking import asking
from tests.bot.slack.samples import answer
from tests.bot.slack.serving import request, served
from tests.bot.slack.wire import APP_TOKEN, SECRET, TOKEN, deliver, envelope, signed, slack_api
from tests.fakes.clock import FakeClock
from tests.fakes.store import FakeStore

PLANTED = "AccountKey=" + "c2VjcmV0" * 4
BODY = json.dumps({"type": "url_verification", "challenge": "prove it", "text": PLANTED})
NOWHERE = "http://127.0.0.1:9/api/"


def unasked(text: str) -> Explanation:
    """Fail, since nothing may be asked here."""
    pytest.fail(f"{text} was read")


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Give the port of a bot in HTTP mode whose Slack cannot be reached."""
    bot = build_bot(
        token=TOKEN, signing_secret=SECRET, base_url=NOWHERE, ask=asking(unasked), kept=FakeStore(), clock=FakeClock()
    )
    with served(face_of(bot, signing_secret=SECRET)) as port:
        yield port


def test_a_signed_request_is_answered(port: int) -> None:
    """What Slack signed reaches the app."""
    assert (200, '{"challenge": "prove it"}') == request(
        port, "/slack/events", body=BODY.encode(), headers=signed(BODY)
    )


REFUSED = {
    "wrong secret": signed(BODY, secret="other"),
    "six minutes old": signed(BODY, at=time.time() - 360),
    "no headers": {},
    "timestamp is no number": signed(BODY) | {"x-slack-request-timestamp": "abc"},
    "timestamp in other digits": signed(BODY) | {"x-slack-request-timestamp": "\xb2\xb3"},
    "timestamp of many digits": signed(BODY) | {"x-slack-request-timestamp": "9" * 5000},
    "signature not in ASCII": signed(BODY) | {"x-slack-signature": "v0=\xe9"},
    "signature empty": signed(BODY) | {"x-slack-signature": ""},
}


@pytest.mark.parametrize("headers", REFUSED.values(), ids=REFUSED.keys())
def test_what_slack_did_not_sign_is_refused(
    port: int, headers: dict[str, str], caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever is wrong with the headers, the answer is 401, and the body is in no log."""
    caplog.set_level(logging.DEBUG)
    assert (401, '{"error":"invalid request"}') == request(port, "/slack/events", body=BODY.encode(), headers=headers)
    assert PLANTED not in caplog.text + "".join(capsys.readouterr())


@pytest.mark.parametrize("body", [b"\xff\xfe", b"{"])
def test_a_body_that_cannot_be_slacks_is_refused(port: int, body: bytes) -> None:
    """A body that is no text, or not the one that was signed, is refused without being parsed."""
    assert 401 == request(port, "/slack/events", body=body, headers=signed(BODY))[0]


def test_a_large_body_is_refused(port: int) -> None:
    """A body of more than a megabyte is refused even if it is signed."""
    large = "x" * 1_000_001
    assert 401 == request(port, "/slack/events", body=large.encode(), headers=signed(large))[0]


def test_a_large_body_in_pieces_is_refused(port: int) -> None:
    """A body that does not say how long it is, is read up to the limit only."""
    piece = "x" * 200_000
    headers = signed(piece * 6) | {"transfer-encoding": "chunked"}
    pieces = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece.encode()) for _ in range(6)) + b"0\r\n\r\n"
    assert 401 == request(port, "/slack/events", body=pieces, headers=headers)[0]


def test_bolt_itself_logs_no_refused_body(caplog: pytest.LogCaptureFixture) -> None:
    """Even past the gate, Bolt keeps a body it refuses to itself."""
    caplog.set_level(logging.DEBUG)

    async def refused() -> list[int]:
        async with slack_api() as api:
            bot = build_bot(
                token=TOKEN,
                signing_secret="other",
                base_url=api.base_url,
                ask=asking(unasked),
                kept=FakeStore(),
                clock=FakeClock(),
            )
            return await deliver(bot, envelope(text=PLANTED))

    assert [401] == asyncio.run(refused())
    assert PLANTED not in caplog.text


def test_health_is_told(port: int) -> None:
    """A probe learns that the bot is up; events are not read there."""
    assert (200, '{"status":"ok","mode":"http"}') == request(port, "/healthz", method="GET")
    assert 405 == request(port, "/slack/events", method="GET")[0]


def test_without_a_way_to_slack_nothing_is_served() -> None:
    """Neither app token nor signing secret: the error says what is missing."""
    with pytest.raises(ValueError, match=r"app token .* or a signing secret"):
        serve(token=TOKEN, ask=asking(unasked), kept=FakeStore(), clock=FakeClock())


@pytest.mark.parametrize(("method", "kind"), [("auth.test", "bot"), ("apps.connections.open", "app")])
def test_a_refused_token_is_said_in_a_sentence(method: str, kind: str) -> None:
    """If Slack does not take a token, that is what the error says."""

    async def starting() -> None:
        async with slack_api() as api:
            api.answers[method] = [web.json_response({"ok": False, "error": "invalid_auth"})]
            await asyncio.to_thread(
                serve,
                token=TOKEN,
                app_token=APP_TOKEN,
                base_url=api.base_url,
                ask=asking(unasked),
                kept=FakeStore(),
                clock=FakeClock(),
            )

    with pytest.raises(SlackRefusedError, match=f"Slack refused the {kind} token: invalid_auth"):
        asyncio.run(starting())


def test_a_slack_that_cannot_be_reached_is_said_in_a_sentence() -> None:
    """If nobody answers at Slack's address, the error names the address."""
    with pytest.raises(
        SlackRefusedError, match=r"Slack cannot be reached at http://127\.0\.0\.1:9/api/: ClientConnector"
    ):
        serve(
            token=TOKEN,
            signing_secret=SECRET,
            base_url=NOWHERE,
            ask=asking(unasked),
            kept=FakeStore(),
            clock=FakeClock(),
        )


def test_what_is_being_answered_is_finished_first() -> None:
    """A bot that is told to stop posts the answer it is working on."""

    def slow(_: str) -> Explanation:
        time.sleep(0.5)
        return answer()

    async def stopping() -> int:
        async with slack_api() as api:
            bot = build_bot(
                token=TOKEN,
                signing_secret=SECRET,
                base_url=api.base_url,
                ask=asking(slow),
                kept=FakeStore(),
                clock=FakeClock(),
            )
            body = json.dumps(envelope())

            def ask_and_stop() -> None:
                with served(face_of(bot, signing_secret=SECRET)) as port:
                    assert 200 == request(port, "/slack/events", body=body.encode(), headers=signed(body))[0]
                    time.sleep(0.1)

            await asyncio.to_thread(ask_and_stop)
            return len(api.posted())

    assert 1 == asyncio.run(stopping())
