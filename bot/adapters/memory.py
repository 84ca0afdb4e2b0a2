"""What the store remembers for a report."""

from __future__ import annotations

from collections.abc import Callable

from analysis.window import Window
from bot.adapters.store.store import Store
from bot.usecases.ports import StoreError
from bot.usecases.report import Memory


def recall(open_store: Callable[[], Store], window: Window) -> Memory:
    """Give the cases in force and the sightings of a window; nothing if the store cannot be opened."""
    try:
        store = open_store()
    except StoreError as error:
        return Memory(missing=str(error))
    return Memory(tuple(store.cases.all()), tuple(store.sightings.between(window.start, window.end)))
