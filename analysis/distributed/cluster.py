"""A Dask cluster to read with: one that runs somewhere, or one made of this machine's cores."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Final

from analysis.sources import SourceError

if TYPE_CHECKING:
    from distributed import Client

LOCAL: Final = "local"
_PATIENCE: Final = 10  # seconds in which a scheduler answers and has a worker
_LOCALLY: Final[Mapping[str, Any]] = {
    "threads_per_worker": 1,
    "host": "127.0.0.1",
    "dashboard_address": "127.0.0.1:0",  # without an address it would listen to everybody
    "silence_logs": logging.CRITICAL,
}
_ADDRESS: Final = re.compile(r"(?:(?:tcp|tls|ws|wss|ucx)://)?[^\s/]+:\d{1,5}")
_NOT_INSTALLED: Final = "Reading with Dask needs an extra: install aztriage[dask], here and on the workers."


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """Give the client of the scheduler at an address (tcp://host:port); `local` starts workers on this machine.

    Raises:
        SourceError: Dask is not installed, nobody answers there, there is no worker, or workers fail.
    """
    try:
        import distributed  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        raise SourceError(_NOT_INSTALLED) from None
    if address != LOCAL and not _ADDRESS.fullmatch(address):
        raise SourceError(_unreachable(address))
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # a lost worker is no news: its work is done again
    with ExitStack() as stack:
        place: object = address
        if address == LOCAL:
            place = stack.enter_context(distributed.LocalCluster(**_LOCALLY))  # type: ignore[no-untyped-call]
        try:
            client = stack.enter_context(distributed.Client(place, timeout=_PATIENCE))  # type: ignore[no-untyped-call]
        except (OSError, ValueError, TypeError) as error:
            raise SourceError(_unreachable(address)) from error
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise SourceError(f"The scheduler at {address} has no workers: start some with `dask worker`.") from None
        try:
            yield client
        except distributed.scheduler.KilledWorker as error:
            text = "Several workers were lost over the same files: give workers more memory, or start more of them."
            raise SourceError(text) from error
        except ModuleNotFoundError as error:
            raise SourceError(f"The workers lack {error.name}: install the same aztriage[dask] on them.") from error
        except (distributed.comm.core.CommClosedError, distributed.client.FutureCancelledError) as error:
            raise SourceError(f"The Dask scheduler at {address} went away while it was reading.") from error


def _unreachable(address: str) -> str:
    return f"No Dask scheduler answers at {address}: start one with `dask scheduler`, or read with --dask {LOCAL}."
