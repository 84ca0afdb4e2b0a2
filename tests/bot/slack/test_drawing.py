"""Charts are drawn beside the process that talks to Slack, and in it only if there is no other way."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from bot.slack.drawing import aside
from bot.usecases.as_chart import report_as_png
from tests.bot.slack.samples import recurring, reported


def process(_: str) -> int:
    """Give the process that calls this."""
    return os.getpid()


def end_it(file: str) -> str:
    """End the process that draws; say so where it is called a second time."""
    if Path(file).exists():
        return "drawn here"
    Path(file).write_text("ended", encoding="utf-8")
    os.kill(os.getpid(), signal.SIGKILL)
    return "not reached"


def test_another_process_draws() -> None:
    """The same picture comes, byte for byte, from a process that stays for the next one."""
    answer = reported(recurring())
    assert report_as_png(answer) == aside(report_as_png, answer)
    assert os.getpid() != aside(process, "") == aside(process, "")


def test_nothing_is_left_when_the_bot_is_killed() -> None:
    """The process that draws ends with the one that it draws for, however that ends."""
    program = (
        "import os, signal\n"
        "from bot.slack.drawing import aside\n"
        "from tests.bot.slack.test_drawing import process\n"
        "if __name__ == '__main__':\n"
        "    print(aside(process, ''), flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False).stdout
    drawer = Path(f"/proc/{int(said)}/stat")
    until = time.monotonic() + 20
    while drawer.exists() and drawer.read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z":
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_process_that_ends_costs_no_picture(tmp_path: Path) -> None:
    """What broke is drawn here, and the next one in a new process."""
    assert "drawn here" == aside(end_it, str(tmp_path / "ended"))
    assert os.getpid() != aside(process, "")
