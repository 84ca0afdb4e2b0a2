import json
from pathlib import Path

from tests.bot.cli.running import aztriage

LINE = {"id": "a", "text": "Code: AllocationFailed", "codes": ["AllocationFailed"], "acceptable": [], "kind": "azcli"}


def test_figures_are_printed_as_a_table(tmp_path: Path) -> None:
    """Groups, macro-F1, calibration and times are all there."""
    file = tmp_path / "pastes.jsonl"
    file.write_text(json.dumps(LINE) + "\n", encoding="utf-8")
    done = aztriage("eval", str(file))

    assert 0 == done.status
    assert "code in text             1  1.000" in done.out
    assert "macro-F1 over codes 1.000" in done.out
    assert "95th percentile" in done.out


def test_figures_come_as_json() -> None:
    """Scripts read the same figures."""
    done = aztriage("eval", "-", "--json", given=json.dumps(LINE))

    assert 1.0 == json.loads(done.out)["groups"][0]["top1"]


def test_a_line_that_is_no_paste_fails_the_run() -> None:
    """Skipped items would flatter the figures."""
    done = aztriage("eval", "-", given=json.dumps(LINE) + "\n{}\n")

    assert 1 == done.status
    assert "-:2: this line is no labelled paste; 1 lines would be skipped." in done.err
