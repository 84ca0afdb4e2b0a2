"""What the store remembers for a report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from analysis.window import Window
from bot.usecases.ports import StoreError
from bot.usecases.report import Memory

if TYPE_CHECKING:
    from bot.adapters.store.store import Store

_FILE = "sqlite:///"


def recall(address: str, open_store: Callable[[], Store], window: Window) -> Memory:
    """Give the cases in force and the sightings of a window; nothing if the store cannot be opened.

    A store that is a file which nobody has made yet remembers nothing, and is not made for a look into it.
    """
    if address.startswith(_FILE) and not Path(unquote(address.removeprefix(_FILE)).partition("?")[0]).exists():
        return Memory()
    try:
        with open_store() as store:
            return Memory(tuple(store.cases.all()), tuple(store.sightings.between(window.start, window.end)))
    except StoreError as error:
        return Memory(missing=str(error))
