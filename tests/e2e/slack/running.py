"""A Slack that others wrote, running beside the tests."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bot.slack.wire import SECRET, TOKEN
from tests.node import NODE

HERE = Path(__file__).parent
PERSON = "xox" + "p-alice"


@contextmanager
def running_slack(port: int, *, bot_port: int) -> Iterator[None]:
    """Let it run at a port, and tell its events to the bot at another."""
    settings = {
        "port": port,
        "events": f"http://127.0.0.1:{bot_port}/slack/events",
        "bot": TOKEN,
        "user": PERSON,
        "secret": SECRET,
    }
    # A proxy that is set for the outside would be asked for this machine too.
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    command = [NODE, "slack.mjs", json.dumps(settings)]
    with subprocess.Popen(command, cwd=HERE, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert "ready\n" == process.stdout.readline()
            yield
        finally:
            process.terminate()
