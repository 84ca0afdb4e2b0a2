"""A real workspace answers every question that the product asks; run only if AZTRIAGE_LIVE_WORKSPACE names one."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]


def test_a_real_workspace_answers() -> None:
    """Every query is understood, with the login of whoever runs this."""
    command = [sys.executable, "-m", "tests.analysis.sources.log_analytics.live", os.environ["AZTRIAGE_LIVE_WORKSPACE"]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=110)

    assert 0 == done.returncode, done.stderr[-2000:]
    assert (1, 0) == (json.loads(done.stdout)["spans"], json.loads(done.stdout)["find"])
