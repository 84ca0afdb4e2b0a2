"""A person asks what fails every week, and gets the numbers, a chart, and files to look further into."""

from bot.slack.text.limits import validate
from tests.bot.slack.wire import BOT
from tests.e2e.slack.workspace import Workspace


def test_a_report_comes_with_chart_and_files(workspace: Workspace) -> None:
    """The report has its numbers first, a chart that Slack draws, and brings its table and its page as files."""
    asked = workspace.say(f"<@{BOT}> weekly report")
    answer = workspace.answer(asked)
    assert answer["blocks"][0]["text"]["text"].startswith("What failed in 2026-W")
    assert "data_visualization" in {block["type"] for block in answer["blocks"]}
    assert () == validate(answer["blocks"])
    files = [workspace.answer(asked, number=number)["files"][0] for number in (2, 3)]
    assert [".csv", ".html"] == [file["name"][file["name"].index(".") :] for file in files]


def test_a_report_can_be_narrowed(workspace: Workspace) -> None:
    """Filters in the question count, and the answer names them."""
    answer = workspace.answer(workspace.say(f"<@{BOT}> weekly report rg=rg-web-*"))
    assert "group=rg-web-*" in answer["text"]
