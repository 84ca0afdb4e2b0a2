import os
import subprocess
import sys

from tests.bot.cli.running import ROOT

HEAVY = {
    *("pandas", "numpy", "sklearn", "scipy", "azure", "slack_bolt", "slack_sdk", "aiohttp", "yaml", "sqlalchemy"),
    *("pydantic_settings", "rapidfuzz", "analysis.charts", "bot.settings", "bot.cli.report", "bot.cli.history"),
}


def test_a_shell_answer_loads_nothing_it_does_not_need() -> None:
    """Neither pandas nor scikit-learn, Slack, YAML or another command is imported to explain an error from the shell."""
    program = "import sys; from bot.__main__ import main; sys.argv[1:] = ['explain', 'AllocationFailed']\ntry: main()\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("AZTRIAGE_")}
        | {"PYTHONPATH": str(ROOT)},
    )

    assert "AllocationFailed" in done.stdout
    assert set() == HEAVY & set(done.stderr.split())
