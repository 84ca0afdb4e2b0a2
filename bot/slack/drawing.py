"""Drawing in a process of its own: the engine that draws charts keeps the interpreter to itself for a second at a time.

In the process that talks to Slack no event would be acknowledged meanwhile.
"""

from __future__ import annotations

import atexit
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import get_context, parent_process
from typing import TypeVar

import structlog

_T = TypeVar("_T")
_A = TypeVar("_A")
LONGEST = 120.0  # seconds
_MODEST = 5  # what Slack waits for goes first
log = structlog.get_logger(__name__)


def aside(draw: Callable[[_A], _T], of: _A) -> _T:
    """Give what a function of a module gives, computed beside this process; here if that is not possible."""
    try:
        return _pool().submit(draw, of).result(timeout=LONGEST)
    except (BrokenProcessPool, OSError, TimeoutError) as error:
        log.warning("drawing.not_aside", error=type(error).__name__)
        _pool.cache_clear()
        return draw(of)


@cache
def _pool() -> ProcessPoolExecutor:
    # A fresh process: a fork of one with many threads may hang.
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin)
    atexit.register(pool.shutdown, wait=False, cancel_futures=True)
    return pool


def _begin() -> None:
    os.nice(_MODEST)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that talks to Slack says when to end
    threading.Thread(target=_end_with_the_other, daemon=True).start()


def _end_with_the_other() -> None:
    if (other := parent_process()) is not None:
        other.join()
        os._exit(0)
