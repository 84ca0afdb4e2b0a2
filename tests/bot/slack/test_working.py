"""Rounds run as long as there is something to do, and pressure is felt while Slack has to wait."""

import asyncio

import structlog

from bot.slack.working import Pressure, Shift


def test_a_round_follows_each_piece_of_work() -> None:
    """Three pieces, one at a time: four rounds, of which the last finds nothing."""
    todo = [1, 2, 3]
    rounds: list[int] = []

    async def working() -> None:
        async def piece() -> None:
            await asyncio.sleep(0)

        async def look() -> None:
            rounds.append(len(todo))
            if todo:
                shift.begin(piece(), name=str(todo.pop(0)))

        shift = Shift("test", look)
        shift.wake()
        shift.wake()
        while tasks := shift.tasks():
            await asyncio.wait(tasks)

    asyncio.run(working())
    assert 0 == rounds[-1]
    assert {3, 2, 1, 0} == set(rounds)


def test_a_round_that_fails_is_not_the_last() -> None:
    """The failure is logged without its text, and the next waking brings a round again."""
    times: list[int] = []

    async def working() -> None:
        async def look() -> None:
            times.append(1)
            if len(times) == 1:
                raise RuntimeError("AccountKey=" + "x" * 40)

        shift = Shift("test", look)
        for _ in range(2):
            shift.wake()
            await asyncio.sleep(0.01)

    with structlog.testing.capture_logs() as logged:
        asyncio.run(working())
    assert 2 == len(times)
    assert [{"work": "test", "error": "RuntimeError", "event": "round.failed", "log_level": "error"}] == logged


def test_a_stopped_shift_begins_nothing() -> None:
    """Waking it does nothing any more."""
    rounds: list[int] = []

    async def working() -> None:
        async def look() -> None:
            rounds.append(1)

        shift = Shift("test", look)
        shift.stop()
        shift.wake()
        await asyncio.sleep(0.01)
        assert set() == shift.tasks()

    asyncio.run(working())
    assert [] == rounds


def test_pressure_rises_and_falls() -> None:
    """Waits above the limit on average raise it; quick ones, or a quarter of a second without any, end it."""
    now = [0.0]
    pressure = Pressure(most=0.01, calm=0.25, seconds=lambda: now[0])
    assert not pressure.high()
    pressure.waited(0.1)
    assert pressure.high()
    for _ in range(20):
        now[0] += 0.01
        pressure.waited(0.001)
    assert not pressure.high()
    pressure.waited(0.2)
    assert pressure.high()
    now[0] += 0.3
    assert not pressure.high()
    pressure.waited(0.001)
    assert not pressure.high()
