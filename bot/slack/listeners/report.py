"""The files of a report: its table, its page, and the picture of its chart."""

from __future__ import annotations

from bot.slack.drawing import aside
from bot.usecases.answers import Report
from bot.usecases.as_chart import alt_text, report_as_png
from bot.usecases.as_csv import report_as_csv
from bot.usecases.as_html import report_as_html
from bot.usecases.delivery_ports import Attachment


def attachments(answer: Report) -> tuple[Attachment, ...]:
    """Give the table and the page of a report, to look into what a message has no room for."""
    name, said = _name(answer), alt_text(answer)
    table = Attachment(
        f"{name}.csv", f"Every failure of {answer.name} as a table", said, report_as_csv(answer).encode()
    )
    drawn = aside(report_as_html, answer).encode()
    page = Attachment(f"{name}.html", f"The report of {answer.name} as a page", said, drawn)
    return table, page


def picture_of(answer: Report) -> Attachment:
    """Give the chart of a report as a picture with a sentence that says what it shows."""
    drawn = aside(report_as_png, answer)
    return Attachment(f"{_name(answer)}.png", f"Failed operations, {answer.name}", alt_text(answer), drawn)


def _name(answer: Report) -> str:
    return "report-" + "".join(letter if letter.isalnum() else "-" for letter in answer.name).strip("-")
