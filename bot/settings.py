"""All settings, and the only reader of the environment. Each is named AZTRIAGE_…, but for Slack's own tokens."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from platformdirs import user_cache_path, user_data_path
from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsError(ValueError):
    """A setting cannot be used; the message is one sentence for the person who set it."""


class Settings(BaseSettings):
    """What can be set from outside. Secrets show as stars when printed."""

    model_config = SettingsConfigDict(env_prefix="AZTRIAGE_", frozen=True, extra="ignore", env_ignore_empty=True)

    kb: Path | None = Field(default=None, description="Folder with the team's own entries")
    cache: Path = Field(default_factory=lambda: user_cache_path("aztriage"), description="Folder for indexes")
    store: SecretStr = Field(
        default_factory=lambda: SecretStr(
            f"sqlite:///{quote(str(user_data_path('aztriage') / 'aztriage.db'), safe='/:')}"
        ),
        description="Database URL of what is kept; default: one SQLite file of the user",
    )
    tz: str = Field(default="UTC", description="Time zone in which times are shown")
    host: str = Field(default="127.0.0.1", description="Address that `serve` listens on")
    port: int = Field(default=3000, ge=0, le=65535, description="Port that `serve` listens on")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="DEBUG, INFO, WARNING or ERROR"
    )
    redact_emails: bool = Field(default=False, description="Take e-mail addresses out as well")
    slack_bot_token: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("SLACK_BOT_TOKEN", "AZTRIAGE_SLACK_BOT_TOKEN")
    )
    slack_app_token: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("SLACK_APP_TOKEN", "AZTRIAGE_SLACK_APP_TOKEN")
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("SLACK_SIGNING_SECRET", "AZTRIAGE_SLACK_SIGNING_SECRET")
    )
    slack_api_url: str = Field(default="https://slack.com/api/", description="Address of Slack's Web API")

    @field_validator("tz")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            message = f"'{value}' is no time zone; use a name such as Europe/Berlin"
            raise ValueError(message) from error
        return value


def load_settings() -> Settings:
    """Give the settings from the environment.

    Raises:
        SettingsError: one of them cannot be used; says which and what to write.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        name = name if name.startswith("SLACK") else f"AZTRIAGE_{name.removeprefix('AZTRIAGE_')}"
        raise SettingsError(f"{name} cannot be used: {first['msg'].removeprefix('Value error, ')}.") from None
