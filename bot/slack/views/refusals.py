"""What is said when there is no answer: something broke, or the person may not ask here or now."""

from __future__ import annotations

from bot.slack.views.rich import code, paragraph, plain, rich
from bot.slack.views.view import View, view


def trouble(reference: str) -> View:
    """Give the apology for a bug; the reference finds it in the log, where nothing of the text stands."""
    return view(
        rich(paragraph(plain("Something went wrong; say id "), code(reference), plain(" to whoever runs this bot.")))
    )


def too_late() -> View:
    """Say that a window did not open in time."""
    return view(rich(paragraph(plain("Slack gave me too little time to open the window; press it once more."))))


def outsiders() -> View:
    """Give the refusal in conversations shared with other organisations."""
    return view(
        rich(paragraph(plain("I answer only inside the team that runs me; here people of other teams may read along.")))
    )


def refusal(reason: str) -> View:
    """Give the sentence for whoever may not ask, by the reason."""
    return outsiders() if reason == "outsiders" else view(rich(paragraph(plain(_REFUSALS[reason]))))


_REFUSALS = {
    "workspace": "I am not set up for this workspace; whoever runs me can let it in.",
    "channel": "I am not set up for this channel; whoever runs me can let it in.",
    "person": "I answer only the people I was told to; whoever runs me can add you.",
    "guest": "I answer members of this team only, no guests; ask a member to ask me.",
    "hurry": "That was a lot at once. I have not read your last question: give me a minute, then ask it again.",
}
