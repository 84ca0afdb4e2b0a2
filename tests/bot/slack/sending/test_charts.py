"""Where Slack does not take a chart, the rest of the message stays, and a picture shows the same."""

from dataclasses import replace
from datetime import timedelta

from bot.slack.sending.failures import Failure, Instead, next_step
from bot.slack.sending.payloads import without_chart
from bot.usecases.delivery_ports import Attachment, Message, Outgoing
from tests.fakes.clock import NOON

TEXT = {"type": "divider"}
CHART = {"type": "data_visualization", "title": "Failures"}
PICTURE = Attachment("r.png", "Failures", "12 failed operations", b"png")
REPORT = Message("T1", "C1", "1.1", "12 failed.", blocks=(TEXT, CHART), kind="edit", edits="9.9", attachment=PICTURE)


def test_the_picture_follows_the_message() -> None:
    """The blocks without the chart take the place that was meant; the picture is a message of its own behind it."""
    shown, picture = without_chart(REPORT)
    assert ((TEXT,), "edit", "9.9", None) == (shown.blocks, shown.kind, shown.edits, shown.attachment)
    assert ((), "file", "", PICTURE) == (picture.blocks, picture.kind, picture.edits, picture.attachment)


def test_without_a_picture_only_the_chart_is_lost() -> None:
    """Then the text of the message has to do."""
    assert (replace(REPORT, blocks=(TEXT,), attachment=None),) == without_chart(replace(REPORT, attachment=None))


def test_blocks_refused_lose_their_chart_first() -> None:
    """Only what is refused without a chart becomes plain text."""
    refused, now = Failure("invalid_blocks", "content"), NOON + timedelta(seconds=1)
    assert Instead(without_chart(REPORT)) == next_step(Outgoing(1, REPORT, NOON, 0), refused, now=now)
    (shown, _) = without_chart(REPORT)
    step = next_step(Outgoing(2, shown, NOON, 0), refused, now=now)
    assert isinstance(step, Instead)
    assert [(), ()] == [each.blocks for each in step.messages]
