"""The composition root: settings in, use cases with their real parts out. Every real part is named only here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.adapters.store.store import Store
    from bot.settings import Settings
    from bot.usecases.explain import Explain
    from bot.usecases.ports import Clock
    from kb.library import Library


class NoTeamFolderError(ValueError):
    """The team's folder of entries does not exist; the message is one sentence for the person who set it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the faces work with. `open_store` gives what is kept, and raises StoreError if it cannot be opened."""

    library: Library
    explain: Explain
    clock: Clock
    open_store: Callable[[], Store]


def build(settings: Settings) -> Parts:
    """Give the parts for these settings. Imports stay inside, so that a shell answer loads no more than it needs.

    Raises:
        NoTeamFolderError: AZTRIAGE_KB names no folder.
    """
    from bot.adapters.clock import SystemClock  # noqa: PLC0415
    from bot.usecases.explain import Explain  # noqa: PLC0415
    from kb.library import load_library  # noqa: PLC0415

    try:
        library = load_library(team=settings.kb, cache=settings.cache)
    except NotADirectoryError:
        message = f"AZTRIAGE_KB names '{settings.kb}', which is no folder; create it or unset AZTRIAGE_KB."
        raise NoTeamFolderError(message) from None
    clock = SystemClock()

    def open_store() -> Store:
        from bot.adapters.store.store import open_store as opened  # noqa: PLC0415

        return opened(settings.store.get_secret_value(), clock=clock)

    return Parts(
        library=library,
        explain=Explain(library, redact_emails=settings.redact_emails),
        clock=clock,
        open_store=open_store,
    )
