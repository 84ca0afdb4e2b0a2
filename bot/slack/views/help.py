"""What is said when there is nothing to explain: how to ask."""

from __future__ import annotations

from bot.slack.views.rich import bold, bullets, code, header, paragraph, plain, preformatted, rich
from bot.slack.views.view import View, view

_EXAMPLE = "@aztriage Error: creating Virtual Machine: AllocationFailed: We do not have sufficient capacity …"


def help_message() -> View:
    """Give how to ask, with an example."""
    return view(
        header("Paste an Azure error, and I explain it"),
        rich(
            paragraph(plain("Mention me together with the error, or send it to me as a direct message:")),
            preformatted(_EXAMPLE),
        ),
        rich(
            bullets(
                [
                    [
                        plain("Terraform or "),
                        code("az"),
                        plain(" output, portal text, escaped JSON, half a line: paste it as it is."),
                    ],
                    [plain("The answer says what it means, why it happens, how to fix it, and how sure I am.")],
                    [
                        bold("Secrets"),
                        plain(" are taken out before anything reads the text, and nothing leaves this team."),
                    ],
                ]
            )
        ),
    )


def picture() -> View:
    """Give how to ask with text instead of a picture or file."""
    return view(rich(paragraph(plain(_TEXT_INSTEAD))))


_TEXT_INSTEAD = (
    "I read text only, no pictures or files: open the error where you saw it (in the portal: the notification, then "
    "“Raw error” or the JSON of the activity log entry), copy its text, and paste it here."
)
