"""Things to do, numbered, each command in a code block of its own so that it can be copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.slack.text.limits import Block, clip, length, size
from bot.slack.views.rich import Inline, bold, emoji, numbered, paragraph, plain, preformatted, prose, rich
from bot.slack.views.words import counted, effect
from bot.usecases.answers import FixStep

STEP_TEXT = 500
COMMAND_TEXT = 1500
COMMANDS_PER_STEP = 2
STEPS = 8
ROOM = 4000


@dataclass(frozen=True, slots=True)
class _Task:
    text: str
    commands: tuple[FixStep, ...]


def steps(title: str, todo: Sequence[FixStep], *, most: int = STEPS, room: int = ROOM) -> tuple[Block, ...]:
    """Give one block with a title and at most `most` numbered steps; steps that do not fit are counted at its end."""
    tasks = _tasks(todo)
    if not tasks:
        return ()
    done = next((count for count in range(len(tasks[:most]), 1, -1) if size(_drawn(tasks[:count])) <= room), 1)
    shown = [paragraph(bold(title)), *_drawn(tasks[:done])]
    if rest := len(tasks) - done:
        shown.append(paragraph(plain(f"… and {counted(rest, 'more step')}.")))
    return (rich(*shown),)


def command(step: FixStep) -> Iterator[Block]:
    """Give the command of a step in a code block."""
    if not step.command or not step.command.strip():
        return
    if length(step.command) > COMMAND_TEXT:
        # Half a command must not be copied.
        yield paragraph(plain("(The command is too long to be shown here.)"))
        return
    yield preformatted(step.command)


def mark(*commands: FixStep) -> list[Inline]:
    """Give the words that say what the commands of a step change; nothing if they only read."""
    marks = dict.fromkeys(found for step in commands if (found := effect(step)))
    return [piece for name, words in marks for piece in (plain(" "), emoji(name), bold(f"\N{NO-BREAK SPACE}{words}"))]


def _drawn(tasks: Sequence[_Task]) -> list[Block]:
    """Give the numbered list, interrupted by commands only: two lists in a row would not be numbered through."""
    blocks: list[Block] = []
    waiting: list[list[Inline]] = []
    for number, task in enumerate(tasks, start=1):
        commands = task.commands[:COMMANDS_PER_STEP]
        waiting.append([*prose(clip(task.text, STEP_TEXT)), *mark(*commands)])
        if commands or number == len(tasks):
            blocks.append(numbered(waiting, first=number + 1 - len(waiting)))
            blocks += [block for step in commands for block in command(step)]
            waiting = []
    return blocks


def _tasks(todo: Sequence[FixStep]) -> list[_Task]:
    """Give the steps with alternatives joined: a command under the same text, or none, is no step of its own."""
    tasks: list[_Task] = []
    for step in todo:
        text, commands = step.text.strip(), (step,) if (step.command or "").strip() else ()
        if tasks and text in {"", tasks[-1].text}:
            tasks[-1] = _Task(tasks[-1].text, tasks[-1].commands + commands)
        elif text or commands:
            tasks.append(_Task(text or "Run this:", commands))
    return tasks
