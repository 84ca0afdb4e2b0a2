import json
from pathlib import Path

import pytest

from tests.bot.cli.running import aztriage
from tests.kb.pages import write_page


def test_codes_without_a_page_are_listed_with_their_share() -> None:
    """Most frequent first, then one line on how much has a page."""
    done = aztriage(
        "kb", "coverage", "-", given="NoSuchCodeA\nAllocationFailed\nNoSuchCodeB\nNoSuchCodeB\nallocationfailed\n"
    )

    assert 0 == done.status, done.err
    assert [
        "      2  NoSuchCodeB",
        "      1  NoSuchCodeA",
        "1 of 3 codes (33.3 %), 2 of 5 occurrences (40.0 %) have a page",
    ] == done.out.splitlines()


def test_coverage_comes_as_json_for_scripts(tmp_path: Path) -> None:
    """The same figures as plain values, from a file."""
    file = tmp_path / "codes.jsonl"
    file.write_text('{"code": "NoSuchCode", "count": 4}\n{"code": "AllocationFailed"}\n', encoding="utf-8")
    expected = {
        "codes": {"covered": 1, "total": 2},
        "occurrences": {"covered": 1, "total": 5},
        "missing": [{"code": "NoSuchCode", "count": 4}],
    }

    assert expected == json.loads(aztriage("kb", "coverage", str(file), "--json").out)


def test_pages_of_the_team_count(tmp_path: Path) -> None:
    """A code that the team wrote a page for has one."""
    write_page(tmp_path, "ours/HouseOnFire")
    done = aztriage("kb", "coverage", "-", given="HouseOnFire", settings={"AZTRIAGE_KB": str(tmp_path)})

    assert "1 of 1 code (100.0 %), 1 of 1 occurrence (100.0 %) have a page\n" == done.out


def test_nothing_less_than_everything_is_a_hundred_percent() -> None:
    """Shares are rounded down."""
    done = aztriage("kb", "coverage", "-", given='{"code": "AllocationFailed", "count": 99999}\n{"code": "NoSuchCode"}')

    assert "99999 of 100000 occurrences (99.9 %)" in done.out


def test_lines_that_cannot_be_read_are_said_and_the_rest_counts() -> None:
    """One sentence names the first and how many more there are."""
    done = aztriage("kb", "coverage", "-", given='{"code": "AllocationFailed"}\n{"code\n[]\n')

    assert 0 == done.status
    assert "Left out what is neither a code nor an object: line 2 and 1 more.\n" == done.err
    assert "1 of 1 code" in done.out


@pytest.mark.parametrize(
    ("arguments", "given", "status", "sentence"),
    [
        (["none.jsonl"], None, 1, "There is no file none.jsonl; check the name."),
        (["docs"], None, 1, "docs is a folder; name the file in it."),
        (
            ["-"],
            b"\x7fELF\x02\x01\x01\x00\x00\x00",
            1,
            "standard input is binary, not text; copy the error's text instead.",
        ),
        (
            ["-"],
            b"",
            1,
            "There are no codes in standard input; give JSON lines with `code`, one code a line, or a log.",
        ),
        (["-"], b"All went well today.\n", 1, "There are no codes in standard input;"),
        (["-"], b'{"records": []}', 1, "There are no codes in standard input;"),
    ],
)
def test_bad_input_gets_one_sentence(arguments: list[str], given: bytes | None, status: int, sentence: str) -> None:
    """It says what is wrong and what to do."""
    done = aztriage("kb", "coverage", *arguments, given=given)

    assert status == done.status
    assert done.err.startswith(sentence)
    assert 1 == len(done.err.splitlines())
    assert "" == done.out
