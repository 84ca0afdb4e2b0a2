"""No view is left out: each function that gives something to be shown draws at least one of the golden files."""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from types import CodeType, FrameType

from bot.slack import views
from tests.bot.slack.views.golden import golden

SHOWN = {"View", "View | None", "Modal", "Tab"}


def view_functions() -> Iterator[tuple[str, CodeType]]:
    """Give every public function whose result is shown, with its code."""
    for found in pkgutil.iter_modules(views.__path__):
        module = importlib.import_module(f"{views.__name__}.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if own and str(function.__annotations__.get("return")) in SHOWN:
                yield f"{found.name}.{name}", function.__code__


def called(codes: set[CodeType]) -> set[CodeType]:
    """Give the functions that are called when every golden file is drawn."""
    seen: set[CodeType] = set()

    def notice(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code in codes:
            seen.add(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(notice)
    try:
        golden()
    finally:
        sys.setprofile(before)
    return seen


def test_every_view_has_a_golden_file() -> None:
    """Whoever adds a view adds what it looks like, and looks at it."""
    functions = dict(view_functions())
    drawn = called(set(functions.values()))
    assert [] == [name for name, code in functions.items() if code not in drawn]
