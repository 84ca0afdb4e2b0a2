"""A report brings its files, and a picture where Slack does not take the chart."""

from typing import Any

import pytest
from aiohttp import web

from bot.slack.app import Bot
from bot.slack.listeners import ask
from tests.bot.slack.interacting import tell
from tests.bot.slack.listeners.conftest import Meet
from tests.bot.slack.wire import BOT, SlackApi, envelope


def test_a_chart_that_is_refused_becomes_a_picture(meet: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same message comes without its chart, then the picture with its words, then table and page."""
    monkeypatch.setattr(ask, "MOMENT", 30)

    def prepare(api: SlackApi) -> None:
        api.answers["chat.postMessage"] = [web.json_response({"ok": False, "error": "invalid_blocks"})]

    async def do(bot: Bot, api: SlackApi) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        await tell(bot, envelope(text=f"<@{BOT}> weekly report"))
        return api.posted(), [said for method, said in api.calls if method == "files.getUploadURLExternal"]

    (refused, posted), files = meet(do, prepare=prepare)
    kinds = [{block["type"] for block in each["blocks"]} for each in (refused, posted)]
    assert {"data_visualization"} == kinds[0] - kinds[1]
    assert [".png", ".csv", ".html"] == [file["filename"][file["filename"].index(".") :] for file in files]
    assert "failed operations in 2026-W" in files[0]["alt_txt"]
