"""All settings; with bot.basics the only reader of the environment. Named AZTRIAGE_…, but for Slack's own tokens."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from platformdirs import user_cache_path, user_data_path
from pydantic import AliasChoices, Field, FilePath, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from analysis.sources.azure_login import CloudName
from analysis.sources.azure_setup import AzureSetup
from bot.usecases.scope import Scope

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)

_FEATURES = frozenset({"files", "threads", "watch", "guests", "workflow"})
_SLACKS_OWN = frozenset(
    f"SLACK_{name}"
    for name in ("BOT_TOKEN", "APP_TOKEN", "SIGNING_SECRET", "CLIENT_ID", "CLIENT_SECRET", "REDIRECT_URI")
)

Names = Annotated[frozenset[str], NoDecode]  # written with commas between, not as JSON


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
    slack_client_id: str = Field(
        default="", validation_alias=AliasChoices("SLACK_CLIENT_ID", "AZTRIAGE_SLACK_CLIENT_ID")
    )
    slack_client_secret: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("SLACK_CLIENT_SECRET", "AZTRIAGE_SLACK_CLIENT_SECRET")
    )
    slack_redirect_uri: str = Field(
        default="", validation_alias=AliasChoices("SLACK_REDIRECT_URI", "AZTRIAGE_SLACK_REDIRECT_URI")
    )
    slack_keys: SecretStr | None = Field(
        default=None, description="Keys that seal the tokens of many workspaces, the newest first, with commas between"
    )
    workspaces: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Ids of Log Analytics workspaces that hold the activity log, separated by commas"
    )
    subscriptions: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Ids of the subscriptions whose rows count; default: all that the workspaces hold"
    )
    azure_cloud: CloudName = Field(default="public", description="public, usgov or china")
    azure_endpoint: str = Field(default="", description="Address of Log Analytics, if it is not the cloud's")
    azure_audience: str = Field(default="", description="Audience of its tokens, if it is not its address")
    azure_manager: str = Field(default="", description="Address of Resource Manager, if it is not the cloud's")
    azure_ca: FilePath | None = Field(default=None, description="File of the authorities to trust for Azure")
    azure_token_credentials: str = Field(
        default="",
        validation_alias="AZURE_TOKEN_CREDENTIALS",
        description="How Azure's own packages log in: prod, dev or the name of one credential",
    )
    azure_seconds: float = Field(default=180, gt=0, description="Seconds that all queries of one answer may take")
    query_seconds: int = Field(default=60, ge=1, le=600, description="Seconds that one query may take")
    query_rows: int = Field(default=500_000, ge=1, description="Rows that are fetched for one answer at most")
    report_rows: int = Field(
        default=20_000, ge=0, description="Rows of failures up to which a report reads them; above, workspaces count"
    )
    reach_days: int = Field(default=90, ge=1, description="Days back in which names are looked up")
    slack_workspaces: Names = Field(default=frozenset(), description="Ids of the workspaces that may ask; empty: all")
    slack_channels: Names = Field(default=frozenset(), description="Ids of the channels, `im` for direct messages")
    slack_users: Names = Field(default=frozenset(), description="Ids of the people who may ask; empty: all")
    slack_scopes: Annotated[dict[str, list[str]], NoDecode] = Field(
        default_factory=dict, description="Channel id, or * for all others, to subscriptions and resource groups"
    )
    slack_shared: bool = Field(default=False, description="Answer in channels shared with other organisations")
    slack_guests: bool = Field(default=False, description="Answer guests")
    slack_features: Names = Field(
        default=frozenset(),
        description="What needs further permissions of Slack: files, threads, watch, guests, workflow",
    )
    slack_rate: int = Field(default=20, ge=0, description="Questions of one person a minute; 0: any number")
    maintainers: Names = Field(default=frozenset(), description="Slack ids of those who review pages and notes")
    slack_api_url: str = Field(default="https://slack.com/api/", description="Address of Slack's Web API")

    @property
    def many_workspaces(self) -> bool:
        """Whether Slack is to be served for many workspaces."""
        return bool(self.slack_client_id) or self.slack_client_secret is not None

    @property
    def lacking_for_many(self) -> tuple[str, ...]:
        """Names of what many workspaces need and is not set."""
        needed = {
            "SLACK_CLIENT_ID": self.slack_client_id,
            "SLACK_CLIENT_SECRET": self.slack_client_secret,
            "SLACK_SIGNING_SECRET": self.slack_signing_secret,
            "AZTRIAGE_SLACK_KEYS": self.slack_keys,
        }
        return tuple(name for name, given in needed.items() if not given)

    @property
    def azure(self) -> AzureSetup:
        """What has to be known to ask Azure."""
        return AzureSetup(
            workspaces=self.workspaces,
            subscriptions=self.subscriptions,
            cloud=self.azure_cloud,
            endpoint=self.azure_endpoint,
            audience=self.azure_audience,
            manager=self.azure_manager,
            ca=self.azure_ca,
            named_login=bool(self.azure_token_credentials),
            query_seconds=self.query_seconds,
            answer_seconds=self.azure_seconds,
            most_rows=self.query_rows,
            report_rows=self.report_rows,
            reach_days=self.reach_days,
        )

    @field_validator("workspaces", "subscriptions", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        ids = value.replace(",", " ").split() if isinstance(value, str) else value
        strange = [one for one in ids if not _GUID.fullmatch(one)] if isinstance(ids, list) else []
        if strange:
            message = f"'{strange[0]}' is no id such as 01234567-89ab-cdef-0123-456789abcdef"
            raise ValueError(message)
        return ids

    @field_validator("azure_endpoint", "azure_audience", "azure_manager")
    @classmethod
    def _is_https(cls, value: str) -> str:
        if value and not value.startswith("https://"):
            message = f"'{value}' does not begin with https://, and Azure takes tokens over nothing else"
            raise ValueError(message)
        return value.rstrip("/")

    @field_validator(
        "slack_workspaces", "slack_channels", "slack_users", "slack_features", "maintainers", mode="before"
    )
    @classmethod
    def _listed(cls, value: object) -> object:
        return frozenset(re.split(r"[\s,]+", value.strip(" ,"))) - {""} if isinstance(value, str) else value

    @field_validator("slack_features")
    @classmethod
    def _features_are_known(cls, value: frozenset[str]) -> frozenset[str]:
        if strange := sorted(value - _FEATURES):
            message = f"'{strange[0]}' is none of {', '.join(sorted(_FEATURES))}"
            raise ValueError(message)
        return value

    @field_validator("slack_scopes", mode="before")
    @classmethod
    def _scopes_are_json(cls, value: object) -> object:
        try:
            return json.loads(value) if isinstance(value, str) else value
        except ValueError:
            message = 'it is no JSON; write {"C0123456789": ["subscription/group-*"], "*": []}'
            raise ValueError(message) from None

    @field_validator("slack_scopes")
    @classmethod
    def _scopes_are_readable(cls, value: dict[str, list[str]]) -> dict[str, list[str]]:
        for parts in value.values():
            Scope.of(parts)
        return value

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
        name = str(first["loc"][0]).upper()
        name = name if name in _SLACKS_OWN else f"AZTRIAGE_{name.removeprefix('AZTRIAGE_')}"
        raise SettingsError(f"{name} cannot be used: {first['msg'].removeprefix('Value error, ')}.") from None
