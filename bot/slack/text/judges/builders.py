"""What slackblocks refuses: it reads some blocks from JSON; buttons, tables and charts are built with it.

What it cannot read is left to the others: to refuse it could cost an answer. Its words hold no text of the payload.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from slackblocks import (
    ActionsBlock,
    AreaChart,
    AxisConfig,
    BarChart,
    Block,
    Button,
    DataPoint,
    DataSeries,
    DataVisualizationBlock,
    HomeTabView,
    LineChart,
    Message,
    ModalView,
    RawText,
    TableBlock,
)
from slackblocks.errors import InvalidUsageError, LengthError, MissingRequiredError
from slackblocks.objects import Chart

from bot.slack.text.limits import Surface

Part = Mapping[str, Any]
_CHARTS: dict[str, Callable[[list[DataSeries], AxisConfig], Chart]] = {
    "bar": BarChart,
    "line": LineChart,
    "area": AreaChart,
}


def of_blocks(blocks: Sequence[Part], *, surface: Surface) -> Iterator[str]:
    """Give what is wrong with each block, and with all that it reads together in that place."""
    read: list[Block] = []
    for number, block in enumerate(blocks, start=1):
        try:
            if made := _read(block):
                read.append(made)
        except InvalidUsageError as error:
            yield f"block {number} ({block.get('type')}): slackblocks: {_words(error)}"
    if not read:
        return
    try:
        _PLACES[surface](read)
    except InvalidUsageError as error:
        yield f"{surface}: slackblocks: {_words(error)}"


def _read(block: Part) -> Block | None:
    builder = _BUILT.get(str(block.get("type")))
    try:
        return builder(block) if builder else Block.from_dict(dict(block))
    except (NotImplementedError, KeyError, TypeError, AttributeError):  # nothing that it can read
        return None


def _actions(block: Part) -> Block | None:
    elements = block["elements"]
    if any(one.get("type") != "button" or "confirm" in one for one in elements):
        return None
    names = ("action_id", "url", "value", "style", "accessibility_label")
    return ActionsBlock([Button(one["text"]["text"], **{key: one.get(key) for key in names}) for one in elements])


def _chart(block: Part) -> Block | None:
    chart = block["chart"]
    if chart["type"] not in _CHARTS:
        return None
    axis = chart["axis_config"]
    series = [
        DataSeries(one["name"], [DataPoint(point["label"], point["value"]) for point in one["data"]])
        for one in chart["series"]
    ]
    drawn = _CHARTS[chart["type"]](series, AxisConfig(axis["categories"], axis.get("x_label"), axis.get("y_label")))
    return DataVisualizationBlock(block["title"], drawn)


def _table(block: Part) -> Block | None:
    rows = block["rows"]
    if any(cell["type"] != "raw_text" for row in rows for cell in row):
        return None
    return TableBlock([[RawText(cell["text"]) for cell in row] for row in rows])


def _words(error: InvalidUsageError) -> str:
    # The others quote what they were given.
    return str(error) if isinstance(error, LengthError | MissingRequiredError) else type(error).__name__


_BUILT: dict[str, Callable[[Part], Block | None]] = {
    "actions": _actions,
    "data_visualization": _chart,
    "table": _table,
}
_PLACES: dict[Surface, Callable[[list[Block]], object]] = {
    "message": lambda read: Message(channel="C1", text="x", blocks=read),
    "modal": lambda read: ModalView(title="x", blocks=read, submit="x"),
    "home": HomeTabView,
}
