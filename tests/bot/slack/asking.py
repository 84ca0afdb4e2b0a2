"""The use case Ask in which a test decides what an error means."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from analysis.events import table
from analysis.excerpt import Found
from bot.usecases.answers import Explanation
from bot.usecases.ask import Ask
from bot.usecases.explain import NOTHING, Explain
from bot.usecases.history import TellHistory
from bot.usecases.report import MakeReport
from kb.library import Library, load_library
from tests.fakes.activity_log import FakeActivityLog
from tests.fakes.clock import FakeClock


@dataclass(frozen=True, slots=True)
class _Told(Explain):
    told: Callable[[str], Explanation] | None = None

    def __call__(self, text: str, *, known: Mapping[str, str] = NOTHING) -> Explanation:
        assert self.told is not None
        assert not known
        return self.told(text)


def asking(explain: Callable[[str], Explanation]) -> Ask:
    """Give the use case that explains by this function, and reads no log."""
    return Ask(_Told(_library(), told=explain), _no_history, _no_report, FakeClock())


def reading(read: Callable[[str], object]) -> Ask:
    """Give the use case whose log calls this function with the name of the machine that is asked about, and knows none."""

    class Log(FakeActivityLog):
        waits = True

        def find(self, name: str) -> Found:
            read(name)
            return Found((), ())

    log = Log(table())

    def history() -> TellHistory:
        return TellHistory(lambda: log, Explain(_library()), FakeClock())

    return Ask(Explain(_library()), history, _no_report, FakeClock())


@cache
def _library() -> Library:
    return load_library()


def _no_history() -> TellHistory:
    raise AssertionError("no log is read here")


def _no_report() -> MakeReport:
    raise AssertionError("no log is read here")
