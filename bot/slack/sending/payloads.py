"""Messages in other forms: as plain text and a file, to the person who asked, or without their file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

from bot.slack.text.escape import literal, unescape
from bot.slack.text.limits import MESSAGE_TEXT, clip, length
from bot.slack.views.fallback import fallback
from bot.usecases.delivery_ports import Attachment, Message, MessageKind

NAME = "answer.txt"
_WHOLE = 1_000_000
_PEOPLE = ("U", "W")
_MOST_PIECES = 10


def plainly(message: Message) -> tuple[Message, ...]:
    """Give a message as plain text, with the whole of it as a file; nothing if it is plain already."""
    if not message.blocks:
        return ()
    whole = max(fallback(message.blocks, limit=_WHOLE), message.text, key=len)
    text = replace(message, blocks=(), text=clip(message.text or whole, MESSAGE_TEXT))
    if message.kind == "private":
        return (text,)
    content = unescape(whole).encode()
    file = Attachment(NAME, "The whole answer", "The answer as plain text, for copying", content)
    return text, replace(text, kind="file", edits="", text="", attachment=file)


def without_chart(message: Message) -> tuple[Message, ...]:
    """Give a message without its charts and then the picture that shows the same; nothing if it has no chart."""
    blocks = tuple(block for block in message.blocks if block.get("type") != "data_visualization")
    if len(blocks) == len(message.blocks):
        return ()
    shown = replace(message, blocks=blocks, attachment=None)
    return (
        (shown, replace(shown, kind="file", blocks=(), text="", edits="", attachment=message.attachment))
        if (message.attachment)
        else (shown,)
    )


def elsewhere(message: Message, *, why: str) -> tuple[Message, ...]:
    """Give a message for the person who asked, alone; nothing if they are unknown, or it was for them already."""
    if not message.person or message.channel == message.person:
        return ()
    said = (
        ""
        if message.kind == "private"
        else f"I could not post this in <#{message.channel}> ({literal(why)}); {_HELP}\n"
    )
    text = clip(f"{said}{message.text}", MESSAGE_TEXT)
    kind: MessageKind = "file" if message.kind == "file" else "message"
    moved = replace(message, channel=message.person, thread="", kind=kind, edits="")
    if said and message.blocks:
        return replace(moved, blocks=(), kind="message", text=said.strip()), moved
    return (replace(moved, text=text),)


def without_file(message: Message, *, why: str) -> tuple[Message, ...]:
    """Give what a file says as text in pieces, of a table its first rows, or that it could not be sent."""
    file = message.attachment
    if file is None:
        return ()
    bare = replace(message, kind="message", attachment=None)
    said = f"I could not attach “{literal(file.title)}” ({literal(why)}): {literal(file.alt)}."
    if not file.name.endswith((".txt", ".md", ".csv", ".log")):
        return (replace(bare, text=said),)
    text = file.content.decode(errors="replace")
    if file.name.endswith(".csv"):
        text, more = _first_rows(text)
        said = f"{said}{more}"
    pieces = list(_pieces(text))
    return tuple(replace(bare, text=piece) for piece in [said, *pieces[:_MOST_PIECES]])


_ROWS = 20  # of a table; as text it is a wall
_REST = "The rest comes as a file once the app has the permission files:write, or from `aztriage report --format csv`."
_HELP = "invite me there, or ask me here."


def _first_rows(text: str) -> tuple[str, str]:
    """Give the head and first rows of a table, and a sentence that says how to get the others."""
    reader = csv.reader(io.StringIO(text, newline=""))
    ends = [reader.line_num for _ in reader]
    if len(ends) <= _ROWS + 1:
        return text, ""
    shown = "".join(text.splitlines(keepends=True)[: ends[_ROWS]])
    return shown, f" Here are the first {_ROWS} of its {len(ends) - 1:,} rows. {_REST}"


def _pieces(text: str) -> Iterator[str]:
    """Give a text in code blocks that Slack takes, cut at line ends."""
    room = MESSAGE_TEXT // 2  # escaping may make a text longer
    piece: list[str] = []
    for line in text.splitlines():
        for part in [line[at : at + room] for at in range(0, max(len(line), 1), room)]:
            if piece and length("\n".join([*piece, part])) > room:
                yield _fenced(piece)
                piece = []
            piece.append(part)
    if piece:
        yield _fenced(piece)


def _fenced(lines: list[str]) -> str:
    inside = clip(literal("\n".join(lines)), MESSAGE_TEXT - 8)
    return f"```\n{inside}\n```"
