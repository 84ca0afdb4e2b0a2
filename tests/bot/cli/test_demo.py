from io import StringIO
from pathlib import Path

import pytest
from pydantic import SecretStr
from rich.console import Console

from bot.bootstrap import build
from bot.cli.chat import chat, pastes
from bot.cli.demo import demo, samples
from bot.settings import Settings
from bot.usecases.explain import Explain
from kb.library import load_library

EXPLAIN = Explain(load_library())


def test_the_demo_explains_abstains_and_redacts() -> None:
    """Three errors of different shapes are explained, an unknown text is not, and a secret is taken out."""
    answers = [EXPLAIN(text) for _, text in samples()]

    codes = [
        "SkuNotAvailable",
        "VMExtensionProvisioningTimeout",
        "OperationNotAllowed",
        None,
        "UserErrorGuestAgentStatusUnavailable",
    ]
    assert codes == [answer.matches[0].code if answer.matches else None for answer in answers]
    assert [0, 0, 0, 0, 1] == [sum(one.count for one in answer.redactions) for answer in answers]


def test_the_demo_ends_with_how_to_start_the_bot(tmp_path: Path) -> None:
    """Who has seen it knows what to type next."""
    written = StringIO()
    demo(
        build(Settings(store=SecretStr(f"sqlite:///{tmp_path}/s.db"))),
        out=Console(file=written, width=100),
        folder=tmp_path / "out",
    )
    shown = written.getvalue()

    assert "I do not know this error." in shown
    assert "Taken out before reading: 1 " in shown
    assert "make run" in shown
    assert "The host crashed and took the VM down" in shown
    assert "What failed in 2026-W46" in shown
    assert (tmp_path / "out" / "report.html").is_file()


def test_a_paste_ends_with_an_empty_line_unless_a_brace_is_open() -> None:
    """JSON with empty lines in it is one paste."""
    lines = StringIO('first\nline\n\n\n{ "code":\n\n "X" }\n\nlast')

    assert ["first\nline\n", '{ "code":\n\n "X" }\n', "last"] == list(pastes(lines))


def test_the_conversation_answers_each_paste(capsys: pytest.CaptureFixture[str]) -> None:
    """Without Slack the same answers come in the terminal."""
    asked = "Code: AllocationFailed\n\nlunch?\n\nwhat happened to web-01 yesterday?\n\nand web-02?\n\nand [red]x-1?\n"
    chat(build(Settings()).ask("sample"), lines=StringIO(asked))
    shown = capsys.readouterr().out

    assert "AllocationFailed" in shown
    assert "I do not know this error." in shown
