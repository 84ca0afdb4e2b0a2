"""What is said when there is no answer: something broke, or the person is not of this team."""

from __future__ import annotations

from bot.slack.views.rich import code, paragraph, plain, rich
from bot.slack.views.view import View, view


def trouble(reference: str) -> View:
    """Give the apology for a bug; the reference finds it in the log, where nothing of the text stands."""
    return view(
        rich(paragraph(plain("Something went wrong; say id "), code(reference), plain(" to whoever runs this bot.")))
    )


def outsiders() -> View:
    """Give the refusal in conversations shared with other organisations."""
    return view(
        rich(paragraph(plain("I answer only inside the team that runs me; here people of other teams may read along.")))
    )
