from pathlib import Path

import pytest

from tests.bot.cli.running import aztriage
from tests.kb.pages import write_page

CASES = {
    "empty text": (["explain", ""], None, 2, "The text is empty"),
    "blank text": (["explain", "-"], "  \n ", 2, "The text is empty"),
    "binary": (["explain", "-"], b"\x7fELF\x02\x01\x01\x00\x00\x00", 1, "standard input is binary"),
    "a missing file": (["explain", "--file", "none.txt"], None, 1, "There is no file none.txt"),
    "a folder": (["explain", "--file", "docs"], None, 1, "docs is a folder"),
    "text and file": (["explain", "x", "--file", "y"], None, 2, "not both"),
    "a missing batch": (["explain", "--batch", "none.jsonl"], None, 1, "There is no file none.jsonl"),
    "a missing redact file": (["redact", "none.txt"], None, 1, "There is no file none.txt"),
    "serve without a token": (["serve"], None, 1, "set SLACK_BOT_TOKEN"),
    "an unknown page": (["kb", "show", "NoSuchCodeAnywhere"], None, 1, "There is no page for NoSuchCodeAnywhere"),
    "a search without a hit": (["kb", "search", "qqqqzzzz"], None, 1, "No page holds these words"),
    "a new page nowhere": (["kb", "new", "compute/X1"], None, 2, "Say where the page goes"),
    "a new page without a name": (["kb", "new", "X1", "--to", "."], None, 2, "'X1' is no name for a page"),
    "a missing folder to check": (["kb", "check", "none"], None, 1, "There is no folder none"),
}


@pytest.mark.parametrize("case", CASES)
def test_bad_input_gets_one_clear_sentence(case: str) -> None:
    """Each ends with its status and one sentence on what to do, never with a traceback."""
    arguments, given, status, sentence = CASES[case]
    done = aztriage(*arguments, given=given)

    assert status == done.status, done.err
    assert sentence in done.err
    assert "Traceback" not in done.err
    assert 1 == len(done.err.strip().splitlines())
    assert "" == done.out


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("AZTRIAGE_KB", "/no/such/folder", "AZTRIAGE_KB names '/no/such/folder', which is no folder"),
        ("AZTRIAGE_TZ", "Mars/Olympus", "AZTRIAGE_TZ cannot be used: 'Mars/Olympus' is no time zone"),
        ("AZTRIAGE_PORT", "many", "AZTRIAGE_PORT cannot be used:"),
    ],
)
def test_a_wrong_setting_is_named(setting: str, value: str, sentence: str) -> None:
    """The sentence says which setting, what is wrong with it and what to write."""
    done = aztriage("explain", "AllocationFailed", settings={setting: value})

    assert 2 == done.status
    assert sentence in done.err
    assert "Traceback" not in done.err


def test_text_that_is_not_utf8_is_read_as_far_as_it_goes() -> None:
    """A wrong byte costs one character, is said, and the error is still explained."""
    done = aztriage("explain", "-", given=b"caf\xe9: Code: AllocationFailed\n")

    assert 0 == done.status
    assert "AllocationFailed" in done.out
    assert "not UTF-8" in done.err


def test_text_as_powershell_writes_it_is_read() -> None:
    """Redirection in Windows PowerShell writes UTF-16 with a byte order mark."""
    done = aztriage("explain", "-", given="Code: AllocationFailed\r\n".encode("utf-16"))

    assert 0 == done.status
    assert "AllocationFailed" in done.out


def test_five_megabytes_are_answered_with_a_word_on_what_was_read() -> None:
    """A huge paste is read at both ends, and the answer says so."""
    done = aztriage("explain", "-", given="noise and more\n" * 340_000 + "Code: AllocationFailed\n")

    assert 0 == done.status
    assert "AllocationFailed" in done.out
    assert "512 kB" in done.out


def test_a_broken_page_of_the_team_is_named_and_other_pages_work(tmp_path: Path) -> None:
    """The fault stands on stderr with file and line; the answer comes all the same."""
    write_page(tmp_path, "ours/Good")
    write_page(tmp_path, "ours/Bad", kind="nonsense")
    done = aztriage("explain", "Code: Good", settings={"AZTRIAGE_KB": str(tmp_path)})

    assert 0 == done.status
    assert "About ours/Good" in done.out
    assert "Bad.md:3: 'nonsense' is no value for 'kind'" in done.err
    assert "Traceback" not in done.err


def test_redact_reads_what_powershell_writes_and_refuses_binary() -> None:
    """A secret in UTF-16 is a secret too; bytes that are no text are not passed on as if they were clean."""
    key = "q7Zt" * 21 + "Ab=="
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        done = aztriage("redact", "-", given=f"AccountKey={key};\r\n".encode(encoding))
        assert 0 == done.status
        assert "q\x007\x00Z" not in done.out
        assert "\x00q\x007" not in done.out
    refused = aztriage("redact", "-", given=b"\x7fELF\x02\x01\x00\x00\x00\x05")

    assert (1, "") == (refused.status, refused.out)
    assert "is binary, not text" in refused.err


def test_a_terminal_without_unicode_gets_the_whole_answer() -> None:
    """Characters it cannot show are replaced; nothing ends half-way."""
    done = aztriage("explain", "AllocationFailed", settings={"PYTHONIOENCODING": "ascii"})

    assert 0 == done.status
    assert "Knowledge" in done.out


def test_half_a_set_of_slack_tokens_is_said() -> None:
    """A bot that was meant for Slack does not quietly talk to a terminal."""
    done = aztriage("run", settings={"SLACK_BOT_TOKEN": "xox" + "b-1"})

    assert 1 == done.status
    assert "set SLACK_BOT_TOKEN" in done.err
