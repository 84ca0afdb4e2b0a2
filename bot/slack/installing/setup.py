"""Whether the settings ask for many workspaces, and what is missing or wrong for that."""

from __future__ import annotations

from bot.settings import Settings
from bot.slack.installing.flow import OAuth
from bot.slack.installing.safe import BadKeyError, Safe


class SetupError(ValueError):
    """The settings do not go together; the message is one sentence for whoever starts the bot, without secrets."""


def oauth_of(settings: Settings) -> OAuth | None:
    """Give what is needed to serve many workspaces, None if the settings are for one.

    Raises:
        SetupError: a setting is missing, is wrong, or belongs to the other way.
    """
    if not settings.many_workspaces:
        return None
    if settings.slack_bot_token or settings.slack_app_token:
        raise SetupError(
            "SLACK_CLIENT_ID is for many workspaces, over HTTP only; SLACK_BOT_TOKEN and SLACK_APP_TOKEN are for one "
            "workspace: unset the one or the others."
        )
    if missing := settings.lacking_for_many:
        hint = "; make a key with `aztriage slack-key`" if "AZTRIAGE_SLACK_KEYS" in missing else ""
        raise SetupError(f"To serve many workspaces {' and '.join(missing)} must be set as well{hint}.")
    try:
        safe = Safe(settings.slack_keys.get_secret_value() if settings.slack_keys else "")
    except BadKeyError as error:
        raise SetupError(str(error)) from None
    secret = settings.slack_client_secret.get_secret_value() if settings.slack_client_secret else ""
    return OAuth(settings.slack_client_id, secret, safe=safe, redirect_uri=settings.slack_redirect_uri)
