"""The pages that a browser sees while the bot is installed: plain, without scripts, loading nothing."""

from __future__ import annotations

from html import escape

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_AGAIN = "Begin again at the install page, in one browser and within ten minutes."
# What Slack or the way there says: https://docs.slack.dev/authentication/installing-with-oauth
_REASONS = {
    "access_denied": "Nothing was installed: the request was declined in Slack.",
    "invalid_browser": f"This page was not reached from the install page in this browser. {_AGAIN}",
    "invalid_state": f"This installation was finished already, or took longer than ten minutes. {_AGAIN}",
    "missing_code": f"Slack sent no code. {_AGAIN}",
    "invalid_code": f"Slack did not accept the installation. {_AGAIN}",
    "storage_error": "What Slack gave could not be kept, so the bot is not ready. Try again in a few minutes.",
    "unlisted": (
        "This workspace is not on the list of those that this bot serves, so it was not installed. "
        "Whoever runs the bot can add it."
    ),
}
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 12vh auto; padding: 0 1.25rem; }}
h1 {{ font-size: 1.5rem; line-height: 1.25; }}
a.do {{ display: inline-block; padding: .65rem 1.1rem; border-radius: .4rem; background: #1f3a5f; color: #fff;
  text-decoration: none; font-weight: 600; }}
a.do:focus-visible {{ outline: 3px solid #6ea8fe; outline-offset: 2px; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{sentence}</p>
{link}
</main>
</body>
</html>
"""


def install_page(url: str) -> str:
    """Give the page from which an installation is begun."""
    return _page(
        "Add aztriage to Slack",
        "It explains Azure errors, tells what happened to a VM, and reports what fails every week. Slack shows next "
        "what it may read and do.",
        (url, "Choose a workspace in Slack"),
    )


def installed_page(team: str, *, app: str, team_id: str) -> str:
    """Give the page that says that all is done; `team` is the name of the workspace or organisation."""
    where = f"https://slack.com/app_redirect?app={app}&team={team_id}" if app and team_id else ""
    return _page(
        "aztriage is installed",
        f"It is ready in {team or 'your workspace'}. Invite it to a channel with /invite @aztriage and mention it, "
        "or write to it directly.",
        (where, "Open it in Slack") if where else None,
    )


def failed_page(reason: str, *, install_path: str) -> str:
    """Give the page that says why nothing was installed."""
    # What stands in the address is anybody's text; it is not shown.
    sentence = _REASONS.get(reason, f"Slack reported an error, and nothing was installed. {_AGAIN}")
    return _page("aztriage was not installed", sentence, (install_path, "Back to the install page"))


def _page(title: str, sentence: str, link: tuple[str, str] | None) -> str:
    drawn = f'<p><a class="do" href="{escape(link[0])}">{escape(link[1])}</a></p>' if link else ""
    return _PAGE.format(title=escape(title), sentence=escape(sentence), link=drawn)
