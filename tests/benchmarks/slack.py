"""How fast events are acknowledged while answers are worked on, beside a hello-world app, and what that takes of memory.

python -m tests.benchmarks.slack [--seconds 60] [--rate 200]
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import aiohttp

from tests.bot.slack.serving import free_port
from tests.bot.slack.wire import BOT, envelope, signed

ROOT = Path(__file__).parents[2]
CONNECTIONS = 16
# What people ask: of ten questions eight are errors, one is a machine, one the week.
ERROR = f"<@{BOT}> why AuthorizationFailed on vm-web-01?"
MACHINE = f"<@{BOT}> what happened to web-01 last week?"
WEEK = f"<@{BOT}> what fails every week?"
ASKED = {"waiting": (MACHINE,), "explaining": (ERROR,), "all questions": (*[ERROR] * 8, MACHINE, WEEK)}
BESIDE = 20  # events a second
Signed = tuple[bytes, dict[str, str]]
Driven = tuple[list[float], int]


def main() -> None:
    """Print both tables."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--seconds", type=int, default=60)
    asked.add_argument("--rate", type=int, default=200)
    given = asked.parse_args()
    print(f"Load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n")
    print(
        "| answers | events/s | acknowledged p50 | p99 | longest | p99 of hello world beside it "
        "| others than 200 | MB at start | at end |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for answers in ("hello world", "waiting", "explaining", "all questions"):
        print(steady(answers, rate=given.rate, seconds=given.seconds), flush=True)
    print("\n| program | events/s, best of three | processor ms an event, least of three |\n|---|---|---|")
    raced = throughput(max(given.seconds // 12, 2))
    for name, (rate, cost) in raced.items():
        print(f"| {name} | {rate:.0f} | {cost:.3f} |")
    hello, ours = raced["hello"], raced["bot"]
    print(
        f"\nOurs has {ours[0] / hello[0]:.0%} of the hello-world app's throughput, by processor {hello[1] / ours[1]:.0%}."
    )
    print(f"Of 300 events, each delivered three times, {thrice()} were answered once and no other way.")


def steady(answers: str, *, rate: int, seconds: int) -> str:
    """Give the line of a table: events that come at a steady rate, whether or not the last was acknowledged.

    A hello-world app answers a few events at the same time: what it waits for is the machine, not our bot.
    """
    served: AbstractContextManager[tuple[int, ...]]
    served = program("hello", {}) if answers == "hello world" else running(answers)
    with served as (port, pid, *_), program("hello", {}) as (control, _):
        texts = ASKED.get(answers, (ERROR,))
        numbers = range(rate * seconds)
        bodies = [question(each, channel=f"C{each % 5000}", text=texts[each % len(texts)]) for each in numbers]
        asyncio.run(drive(port, bodies[:50], rate=50))  # the first events of a process take longest
        sizes: list[float] = []
        (took, wrong), (beside, _) = asyncio.run(
            both(
                drive(port, bodies[50:], rate=rate, pid=pid, sizes=sizes),
                drive(control, bodies[: BESIDE * seconds], rate=BESIDE),
            )
        )
    p50, p99, longest = (milliseconds(took, part) for part in (0.5, 0.99, 1))
    third = sizes[min(len(sizes) // 6, 10) :] or sizes
    return (
        f"| {answers} | {rate} | {p50:.1f} ms | {p99:.1f} ms | {longest:.0f} ms "
        f"| {milliseconds(beside, 0.99):.1f} ms | {wrong} "
        f"| {third[0]:.0f} | {third[-1]:.0f} |"
    )


async def both(one: Awaitable[Driven], other: Awaitable[Driven]) -> tuple[Driven, Driven]:
    """Give the results of two that go on at the same time."""
    return await asyncio.gather(one, other)


def milliseconds(took: list[float], part: float) -> float:
    """Give what a part of all took at most."""
    return 1000 * sorted(took)[min(int(len(took) * part), len(took) - 1)]


def throughput(seconds: int) -> dict[str, tuple[float, float]]:
    """Give events a second and processor ms an event of both programs, in turns, the best of three rounds each."""
    best = {"hello": (0.0, 1e9), "bot": (0.0, 1e9)}
    with ExitStack() as stack:
        hello = stack.enter_context(program("hello", {}))
        bot = stack.enter_context(running("waiting"))
        number = 10_000_000
        for _round in range(3):
            for name, (port, pid, *_) in (("hello", hello), ("bot", bot)):
                bodies = [question(number + each, channel=f"C{each}", text=MACHINE) for each in range(4000 * seconds)]
                number += len(bodies)
                before = processor(pid)
                rate, done = asyncio.run(race(port, bodies, seconds=seconds))
                cost = 1000 * (processor(pid) - before) / done
                best[name] = max(best[name][0], rate), min(best[name][1], cost)
    return best


def thrice() -> int:
    """Give how many of 300 questions, of which each event comes three times, got one answer."""
    with running("explaining") as (port, _, api):
        events = [question(number, channel=f"C{number}") for number in range(300)]
        asyncio.run(drive(port, [event for event in events for _ in range(3)], rate=300))
        for _ in range(60):
            posted = asyncio.run(fetched(f"http://127.0.0.1:{api}/api/posted"))
            if len(posted) == len(events):
                break
            time.sleep(1)
        time.sleep(2)
        posted = asyncio.run(fetched(f"http://127.0.0.1:{api}/api/posted"))
    return sum(count == 1 for count in posted.values())


def question(number: int, *, channel: str, text: str = ERROR) -> Signed:
    """Give a signed mention, each of another person."""
    body = json.dumps(
        envelope(event_id=f"Ev{number}", ts=f"{number}.0", text=text, channel=channel, user=f"U{number % 5000}")
    )
    return body.encode(), signed(body)


async def drive(
    port: int, bodies: list[Signed], *, rate: int, pid: int = 0, sizes: list[float] | None = None
) -> Driven:
    """Send bodies at a rate; gives the seconds from when each was due to its answer, and how many were refused."""
    took: list[float] = []
    wrong = 0
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def send(body: bytes, headers: dict[str, str], due: float) -> None:
            nonlocal wrong
            async with session.post(f"http://127.0.0.1:{port}/slack/events", data=body, headers=headers) as answer:
                await answer.read()
                wrong += answer.status != 200
            took.append(time.perf_counter() - due)

        start = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for number, (body, headers) in enumerate(bodies):
                due = start + number / rate
                await asyncio.sleep(max(due - time.perf_counter(), 0))
                group.create_task(send(body, headers, due))
                if sizes is not None and number % rate == 0:
                    sizes.append(megabytes(pid))
    return took, wrong


async def race(port: int, bodies: list[Signed], *, seconds: int) -> tuple[float, int]:
    """Send bodies over a few connections as fast as they are acknowledged; gives how many a second, and how many."""
    waiting = iter(bodies)
    done = 0
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CONNECTIONS)) as session:
        start = time.perf_counter()

        async def connection() -> None:
            nonlocal done
            for body, headers in waiting:
                async with session.post(f"http://127.0.0.1:{port}/slack/events", data=body, headers=headers) as answer:
                    await answer.read()
                    assert 200 == answer.status
                done += 1
                if time.perf_counter() - start > seconds:
                    return

        await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))
        return done / (time.perf_counter() - start), done


async def fetched(url: str) -> dict[str, int]:
    """Give what stands at an address."""
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return await answer.json()


@contextmanager
def running(answers: str) -> Iterator[tuple[int, int, int]]:
    """Give the port and process of our bot, with an empty store, and the port of the Slack that it answers to."""
    with tempfile.TemporaryDirectory() as folder, program("api", {}) as (api, _):
        settings = {
            "api": f"http://127.0.0.1:{api}/api/",
            "store": f"sqlite:///{folder}/aztriage.db",
            "answers": answers,
        }
        with program("bot", settings) as (port, pid):
            yield port, pid, api


@contextmanager
def program(kind: str, settings: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Give port and process of a program that listens."""
    port = free_port()
    command = [sys.executable, "-m", "tests.benchmarks.slack_served", kind, str(port), json.dumps(settings)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            asyncio.run(listening(port))
            yield port, process.pid
        finally:
            process.kill()


async def listening(port: int) -> None:
    """Wait until somebody listens."""
    for _ in range(600):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
    raise TimeoutError(port)


def processor(pid: int) -> float:
    """Give the processor seconds that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(pid: int) -> float:
    """Give the memory that a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


if __name__ == "__main__":
    main()
