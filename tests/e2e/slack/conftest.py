"""A Slack and a bot on this machine, talking to each other over signed HTTP, and a person who writes in that Slack."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from slack_sdk import WebClient
from starlette.applications import Starlette

from bot.adapters.store.store import Store
from bot.bootstrap import Parts, build
from bot.settings import Settings
from bot.slack.app import build_bot
from bot.slack.rules import Rules
from bot.slack.serve import face_of
from tests.bot.slack.inbox import inbox
from tests.bot.slack.serving import free_port, served
from tests.bot.slack.wire import BOT, SECRET, TOKEN
from tests.e2e.slack.running import HERE, PERSON, running_slack
from tests.e2e.slack.workspace import Workspace
from tests.node import installed


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """Give the folder of the Slack emulator, installed as its lock file says if it is not there yet."""
    return installed(HERE, "emulate")


@pytest.fixture(scope="session")
def slack(node_modules: Path) -> Iterator[tuple[int, int]]:
    """Give the port of a running Slack, and the port at which it looks for the bot."""
    assert node_modules.is_dir()
    port, bot_port = free_port(), free_port()
    with running_slack(port, bot_port=bot_port):
        yield port, bot_port


@pytest.fixture(scope="session")
def workspace(slack: tuple[int, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Give a workspace in which the bot runs with its real knowledge."""
    port, bot_port = slack
    api = f"http://127.0.0.1:{port}/api/"
    kept = SecretStr(f"sqlite:///{tmp_path_factory.mktemp('store') / 'aztriage.db'}")
    parts = build(Settings(kb=None, cache=tmp_path_factory.mktemp("cache"), store=kept))
    person, as_bot = WebClient(token=PERSON, base_url=api), WebClient(token=TOKEN, base_url=api)
    channels: list[dict[str, str]] = person.conversations_list()["channels"]
    channel = next(each["id"] for each in channels if each["name"] == "ops-azure")
    with parts.open_store() as store, served(_bot(api, parts, store), port=bot_port), inbox() as letters:
        direct = person.conversations_open(users=BOT)["channel"]["id"]
        yield Workspace(person=person, as_bot=as_bot, channel=channel, direct=direct, bot_port=bot_port, inbox=letters)


def _bot(api: str, parts: Parts, store: Store) -> Starlette:
    taught = parts.taught_by(store)
    bot = build_bot(
        token=TOKEN,
        signing_secret=SECRET,
        base_url=api,
        ask=taught.ask("sample"),
        lessons=taught.lessons,
        kept=store,
        clock=parts.clock,
        rules=Rules(per_minute=0, features=frozenset({"files", "threads", "watch"})),
        pace=0.02,  # this Slack takes more than a message a second
    )
    return face_of(bot, signing_secret=SECRET)
