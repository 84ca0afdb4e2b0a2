"""What holds for every test: no way out of this machine, equal runs, and no skip that nobody sees."""

import os
import sys
from collections.abc import Generator

import hypothesis
import pytest

ON_THIS_MACHINE = ("localhost", "::1", "0.0.0.0", "::", "", "None")  # and 127.*; the last four are for listening

# Explaining a failure line by line takes minutes for large examples, and a test has two.
PHASES = [phase for phase in hypothesis.Phase if phase is not hypothesis.Phase.explain]
hypothesis.settings.register_profile("house", deadline=None, derandomize=True, phases=PHASES)
hypothesis.settings.load_profile("house")


def stay_on_this_machine(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse a connection, and a look-up of a name, that would leave the machine."""
    if event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = arguments[0]
    elif event in {"socket.connect", "socket.sendto"} and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name not in ON_THIS_MACHINE and not name.startswith("127."):
        raise ConnectionRefusedError(f"tests stay on this machine, and {name} is not on it")


sys.addaudithook(stay_on_this_machine)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None]:
    """Name what was skipped in the very last line, and let a skip fail where everything can be installed."""
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not isinstance(reporter, pytest.TerminalReporter) or not (skipped := reporter.stats.get("skipped", [])):
        return
    if skips_fail() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    reporter.write_line("skipped: " + "; ".join(sorted(named(report) for report in skipped)))


def skips_fail() -> bool:
    """Tell whether this is a place where every test has to run."""
    return os.environ.get("CI") == "true" or os.environ.get("AZTRIAGE_NO_SKIPS") == "1"


def named(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Give the name of a skipped test with the reason it gave."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return f"{report.nodeid.rpartition('::')[2]} – {reason.removeprefix('Skipped: ')}"
