"""A person installs the bot in their workspace by a browser, asks it, and takes it away again."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from pydantic import SecretStr
from slack_sdk import WebClient

from bot.adapters.store.store import Store
from bot.bootstrap import build
from bot.settings import Settings
from bot.slack.app import build_bot
from bot.slack.installing.flow import OAuth
from bot.slack.installing.safe import Safe, new_key
from bot.slack.rules import Rules
from bot.slack.serve import face_of
from tests.bot.slack.installing.many_slack import AS_SLACK_SDK_DOES, asked_in, told_to
from tests.bot.slack.serving import free_port, request, served
from tests.bot.slack.wire import BOT, SECRET, TEAM, TOKEN, signed
from tests.e2e.slack.running import PERSON, running_slack

pytestmark = AS_SLACK_SDK_DOES
PATIENCE = 20.0


class _Form(HTMLParser):
    """The first form of a page: where it goes and what it sends; and the first link."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action, self.link = "", ""
        self.fields: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and not self.action:
            self.action = given["action"]
        elif tag == "input" and "name" in given:
            self.fields.setdefault(given["name"], given.get("value", ""))
        elif tag == "a" and not self.link:
            self.link = given.get("href", "")


@dataclass
class _Browser:
    cookie: str = ""

    def open(self, address: str, *, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Give status, page and where the answer leads."""
        parts = urlsplit(address)
        connection = HTTPConnection("127.0.0.1", parts.port or 80, timeout=10)
        headers = {"cookie": self.cookie}
        if form is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request("GET" if form is None else "POST", path, body=urlencode(form or {}), headers=headers)
        response = connection.getresponse()
        if set_cookie := response.getheader("set-cookie"):
            self.cookie = set_cookie.partition(";")[0]
        page = response.read().decode()
        connection.close()
        return response.status, page, response.getheader("location") or ""


@dataclass(frozen=True)
class _Place:
    slack: int
    bot: int
    store: Store


@pytest.fixture
def place(node_modules: Path, tmp_path: Path) -> Iterator[_Place]:
    """Give a Slack in which nobody installed the bot, and a bot that many may install."""
    assert node_modules.is_dir()
    slack, port = free_port(), free_port()
    parts = build(Settings(kb=None, cache=tmp_path, store=SecretStr(f"sqlite:///{tmp_path / 'aztriage.db'}")))
    back = f"http://127.0.0.1:{port}/slack/oauth_redirect"
    with running_slack(slack, bot_port=port), parts.open_store() as store:
        bot = build_bot(
            oauth=OAuth("1.2", "none", safe=Safe(new_key()), redirect_uri=back),
            signing_secret=SECRET,
            base_url=f"http://127.0.0.1:{slack}/api/",
            ask=parts.ask("sample"),
            kept=store,
            clock=parts.clock,
            rules=Rules(per_minute=0),
            pace=0.02,
        )
        with served(face_of(bot, signing_secret=SECRET), port=port):
            yield _Place(slack, port, store)


def test_install_ask_and_take_away(place: _Place, tmp_path: Path) -> None:
    """Slack's own consent page leads back to the bot; a mention is answered; after the farewell nothing is left."""
    browser = _Browser()
    _, page, _ = browser.open(f"http://127.0.0.1:{place.bot}/slack/install")
    status, consent, _ = browser.open(_Form(page).link)
    assert (200, True) == (status, "alice" in consent)
    form = _Form(consent)
    status, _, back = browser.open(f"http://127.0.0.1:{place.slack}{form.action}", form=form.fields)
    assert 302 == status
    status, done, _ = browser.open(back)
    assert (200, True) == (status, "aztriage is installed" in done)
    assert [TEAM] == [*place.store.installations.workspaces()]

    person = WebClient(token=PERSON, base_url=f"http://127.0.0.1:{place.slack}/api/")
    channel = next(each["id"] for each in person.conversations_list()["channels"] if each["name"] == "ops-azure")
    asked = str(person.chat_postMessage(channel=channel, text=f"<@{BOT}> AllocationFailed")["ts"])
    until = time.monotonic() + PATIENCE
    while len(replies := person.conversations_replies(channel=channel, ts=asked)["messages"]) < 2:
        assert time.monotonic() < until, "no answer"
        time.sleep(0.05)
    assert (BOT, True) == (replies[1]["user"], "AllocationFailed" in replies[1]["text"])

    for event in (told_to(TEAM, "app_uninstalled"), asked_in(TEAM)):
        body = json.dumps(event)
        assert 200 == request(place.bot, "/slack/events", body=body.encode(), headers=signed(body))[0]
        time.sleep(0.3)
    assert ([], 0) == ([*place.store.installations.workspaces()], place.store.events.waiting())
    assert 2 == len(person.conversations_replies(channel=channel, ts=asked)["messages"])
    assert not any(b"xox" in path.read_bytes() for path in tmp_path.glob("aztriage.db*"))


def test_the_token_of_the_tests_is_not_used(place: _Place) -> None:
    """Before anybody installed the bot it answers nobody."""
    body = json.dumps(asked_in(TEAM))
    assert 200 == request(place.bot, "/slack/events", body=body.encode(), headers=signed(body))[0]
    posted = WebClient(token=TOKEN, base_url=f"http://127.0.0.1:{place.slack}/api/")
    channel = next(each["id"] for each in posted.conversations_list()["channels"] if each["name"] == "ops-azure")
    assert [] == posted.conversations_history(channel=channel)["messages"]
