"""The program `aztriage`: the command line, with the commands that start the other faces."""

from __future__ import annotations

import json
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import app
from bot.cli.parts import parts, settings, zone_of
from bot.cli.reading import refuse

if TYPE_CHECKING:
    from bot.settings import Settings

_NO_TOKENS = (
    "Slack is not set up: set SLACK_BOT_TOKEN (xoxb-…), and SLACK_APP_TOKEN (xapp-…) for Socket Mode or "
    "SLACK_SIGNING_SECRET for HTTP; docs/slack-setup.md shows where to find them."
)


@app.command()
def serve() -> None:
    """Serve Slack: over Socket Mode or HTTP, by which tokens are set."""
    given = settings()
    if not _can_serve(given):
        refuse(_NO_TOKENS, status=1)
    _serve_slack(given)


@app.command()
def run() -> None:
    """Serve Slack if its tokens are set, else hold the conversation in the terminal."""
    given = settings()
    if _can_serve(given):
        _serve_slack(given)
        return
    if given.slack_bot_token or given.slack_app_token or given.slack_signing_secret:
        refuse(_NO_TOKENS, status=1)
    from bot.cli.chat import chat  # noqa: PLC0415 - other commands do not need it

    chat(parts(given).ask(), zone=zone_of(None, given))


@app.command()
def demo() -> None:
    """Show answers to built-in samples; needs no account and no network."""
    from bot.cli.demo import demo as show_demo  # noqa: PLC0415 - other commands do not need it

    show_demo(parts())


@app.command()
def manifest(
    *,
    http: Annotated[
        str, typer.Option("--http", help="Address under which Slack calls the bot; default: Socket Mode")
    ] = "",
    many: Annotated[bool, typer.Option("--many", help="For many workspaces; with --http only")] = False,
) -> None:
    """Print the manifest of the Slack app."""
    from bot.slack.manifest import manifest as app_manifest  # noqa: PLC0415 - other commands do not need it
    from bot.slack.rules import rules_of  # noqa: PLC0415

    if http and not http.startswith("https://"):
        refuse(f"Slack calls https addresses only; write --http https://… instead of '{http}'.", status=2)
    if many and not http:
        refuse("Many workspaces are served over HTTP: write --http https://… too.", status=2)
    features = rules_of(settings()).features
    made = (
        app_manifest(mode="http", url=http, features=features, many=many) if http else app_manifest(features=features)
    )
    typer.echo(json.dumps(made, indent=2, ensure_ascii=False))


@app.command(name="slack-key")
def slack_key() -> None:
    """Print a new key for AZTRIAGE_SLACK_KEYS, which seals the tokens of many workspaces."""
    from bot.slack.installing.safe import new_key  # noqa: PLC0415 - other commands do not need it

    typer.echo(new_key())


def _can_serve(given: Settings) -> bool:
    one = given.slack_bot_token is not None and (given.slack_app_token or given.slack_signing_secret) is not None
    return one or given.many_workspaces


def _serve_slack(given: Settings) -> None:
    import logging  # noqa: PLC0415 - only a server writes a log
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    from bot.slack.installing.setup import SetupError, oauth_of  # noqa: PLC0415 - Slack's packages load slowly
    from bot.slack.rules import rules_of  # noqa: PLC0415
    from bot.slack.serve import SlackRefusedError  # noqa: PLC0415
    from bot.slack.serve import serve as serve_slack  # noqa: PLC0415
    from bot.usecases.ports import StoreError  # noqa: PLC0415

    logging.basicConfig(level=given.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        oauth = oauth_of(given)
    except SetupError as error:
        refuse(str(error), status=1)
    built = parts(given)
    try:
        with built.open_store() as store:
            built = built.taught_by(store)
            serve_slack(
                oauth=oauth,
                token=given.slack_bot_token.get_secret_value() if given.slack_bot_token else "",
                app_token=given.slack_app_token.get_secret_value() if given.slack_app_token else "",
                signing_secret=given.slack_signing_secret.get_secret_value() if given.slack_signing_secret else "",
                kept=store,
                clock=built.clock,
                rules=rules_of(given),
                ask=built.ask(),
                lessons=built.lessons,
                zone=ZoneInfo(given.tz),
                base_url=given.slack_api_url,
                host=given.host,
                port=given.port,
            )
    except (SlackRefusedError, StoreError) as error:
        refuse(str(error), status=1)


def main() -> None:
    """Run the program; what nobody foresaw ends in an id, never in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        typer.echo(f"The answer could not be written or read: {(error.strerror or 'unknown').lower()}.", err=True)
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - the face's last resort
        typer.echo(_unforeseen(error), err=True)
        sys.exit(1)


def _unforeseen(error: Exception) -> str:
    """Give the sentence for a bug: its kind and where it is, without its text, which may quote what was pasted."""
    import traceback  # noqa: PLC0415 - needed only here

    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = ", ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames)
    return (
        f"Something went wrong inside aztriage ({type(error).__name__} at {places}); nothing was changed. "
        "Tell its maintainers these places: they lead to the fault, and nothing of your text stands in them."
    )


if __name__ == "__main__":
    main()
