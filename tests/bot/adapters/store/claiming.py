"""A program that opens a store and claims the same events from many threads; prints those it got, as JSON."""

import json
import random
import sys
from concurrent.futures import ThreadPoolExecutor

from bot.adapters.clock import SystemClock
from bot.adapters.store.store import open_store

THREADS = 8
EVENTS = [f"Ev{number}" for number in range(200)]


def main(url: str) -> None:
    """Wait for a line, so that all start at once, and claim each event from each thread, in any order."""
    print("ready", flush=True)
    sys.stdin.readline()
    with open_store(url, clock=SystemClock()) as store, ThreadPoolExecutor(THREADS) as pool:

        def claimed(seed: int) -> list[str]:
            return [
                event for event in random.Random(seed).sample(EVENTS, len(EVENTS)) if store.conversations.claim(event)
            ]

        print(json.dumps([event for events in pool.map(claimed, range(THREADS)) for event in events]))


if __name__ == "__main__":
    main(sys.argv[1])
