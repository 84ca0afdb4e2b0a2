"""The rules of the settings: who may ask, about what, and how fast."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.settings import Settings
from bot.slack.features import FEATURE_NAMES, FeatureName
from bot.slack.listeners.asking import Access
from bot.usecases.scope import Scope, Scopes


@dataclass(frozen=True, slots=True)
class Rules:
    """Who may ask, about what, and how fast: questions of one person a minute, 0 for any number."""

    access: Access = field(default_factory=Access)
    scopes: Scopes = field(default_factory=Scopes)
    per_minute: int = 20
    redact_emails: bool = False
    maintainers: frozenset[str] = frozenset()
    features: frozenset[FeatureName] = frozenset()


def rules_of(settings: Settings) -> Rules:
    """Give the rules that were set."""
    return Rules(
        access=Access(
            shared_channels=settings.slack_shared,
            guests=settings.slack_guests,
            workspaces=settings.slack_workspaces,
            channels=settings.slack_channels,
            users=settings.slack_users,
        ),
        scopes=Scopes({channel: Scope.of(parts) for channel, parts in settings.slack_scopes.items()}),
        per_minute=settings.slack_rate,
        redact_emails=settings.redact_emails,
        maintainers=settings.maintainers,
        features=frozenset(name for name in FEATURE_NAMES if name in settings.slack_features),
    )
