"""What is said when there is nothing to explain: what can be asked, and how."""

from __future__ import annotations

from bot.slack.views.rich import bold, bullets, code, header, paragraph, plain, preformatted, rich
from bot.slack.views.view import View, view

_EXAMPLE = "@aztriage Error: creating Virtual Machine: AllocationFailed: We do not have sufficient capacity …"
_MACHINE = "@aztriage what happened to web-01 since yesterday?"
_WEEK = "@aztriage what fails every week?\n@aztriage weekly report rg=prod-*"


def help_message() -> View:
    """Give what can be asked, with an example each."""
    return view(
        header("Paste an Azure error, and I explain it"),
        rich(
            paragraph(plain("Mention me, or write to me directly. "), bold("An error"), plain(", as it is:")),
            preformatted(_EXAMPLE),
            paragraph(bold("A machine"), plain(": who or what did it, and how to mend it. Then just “and web-02?”")),
            preformatted(_MACHINE),
            paragraph(bold("The week"), plain(": what is new, back, growing or gone, with a chart and a table:")),
            preformatted(_WEEK),
        ),
        rich(
            bullets(
                [
                    [code("/aztriage …"), plain(" answers you alone; without words it opens room for a long paste.")],
                    [
                        plain("On any message: "),
                        bold("Explain this error"),
                        plain(" in its menu. I answer in its thread."),
                    ],
                    [
                        code("subscribe weekly monday 09:00 Europe/Vienna"),
                        plain(" brings the report to a channel; "),
                        code("subscriptions"),
                        plain(" shows what it gets."),
                    ],
                    [plain("Buttons below an answer add your team's notes, judge it, or write a missing page.")],
                    [plain("Every answer says how sure I am, and what I could not see.")],
                    [
                        bold("Secrets"),
                        plain(" are taken out before anything reads the text, and nothing leaves this team."),
                    ],
                ]
            )
        ),
    )


def picture() -> View:
    """Give how to ask with text instead of a picture."""
    return view(rich(paragraph(plain(_TEXT_INSTEAD))))


_TEXT_INSTEAD = (
    "I cannot read pictures: open the error where you saw it (in the portal: the notification, then "
    "“Raw error” or the JSON of the activity log entry), copy its text, and paste it here."
)
