"""Bolt's app: of one workspace by its token, or of many by the tokens of whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.installing.flow import Flow, OAuth
from bot.slack.installing.leaving import Leaving, register
from bot.slack.installing.renewing import Renewing
from bot.slack.installing.tokens import Tokens
from bot.slack.installing.workspaces import Workspaces
from bot.slack.kept import Kept
from bot.slack.manifest import scopes_for
from bot.slack.rules import Rules
from bot.slack.sending.client import equip
from bot.usecases.ports import Clock

_INSTALL_AGAIN = (
    "I have no valid permission for this workspace any more: please install me again. Whoever runs me has the address."
)


@dataclass(frozen=True, slots=True)
class Many:
    """What there is more of if the bot serves many workspaces."""

    flow: Flow
    workspaces: Workspaces

    def leave(self, app: AsyncApp, kept: Kept, *, clock: Clock, gone: Callable[[str], None]) -> Leaving:
        """Listen to workspaces that take the bot away; `gone` is called with each."""
        leaving = Leaving(self.workspaces, forgetting=kept.forgetting, audit=kept.audit, clock=clock, gone=gone)
        register(app, leaving)
        return leaving


def app_of(  # noqa: PLR0913 - all of them named, none of them belongs together
    token: str,
    oauth: OAuth | None,
    *,
    kept: Kept,
    clock: Clock,
    signing_secret: str,
    base_url: str,
    rules: Rules,
) -> tuple[AsyncApp, Many | None]:
    """Give the app, and its workspaces if `oauth` makes them many."""
    if oauth:
        many = _many(oauth, kept=kept, clock=clock, base_url=base_url, rules=rules)
        return _app_of_many(many, signing_secret=signing_secret), many
    # Bolt makes the client: given one, it warns about the token that it finds in the environment.
    app = AsyncApp(name="aztriage", token=token, signing_secret=signing_secret)
    equip(app.client, base_url=base_url)
    return app, None


def _many(oauth: OAuth, *, kept: Kept, clock: Clock, base_url: str, rules: Rules) -> Many:
    base = AsyncWebClient()
    equip(base, base_url=base_url)
    tokens = Tokens(kept.installations, safe=oauth.safe, clock=clock)
    rotator = AsyncTokenRotator(client_id=oauth.client_id, client_secret=oauth.client_secret, client=base)
    renewing = Renewing(tokens, kept.leases, rotator=rotator, clock=clock)
    workspaces = Workspaces(tokens, renewing=renewing, base=base)
    flow = Flow(
        oauth,
        client=base,
        workspaces=workspaces,
        states=kept.install_states,
        clock=clock,
        scopes=scopes_for(rules.features),
        listed=rules.access.workspaces,
    )
    return Many(flow, workspaces)


def _app_of_many(many: Many, *, signing_secret: str) -> AsyncApp:
    return AsyncApp(
        name="aztriage",
        client=many.flow.client,
        signing_secret=signing_secret,
        authorize=_Authorize(many.workspaces),  # type: ignore[arg-type]  # it takes its own class, too
        oauth_flow=many.flow,
        user_facing_authorize_error_message=_INSTALL_AGAIN,
    )


class _Authorize(AsyncAuthorize):
    """Bolt's own asks Slack about the token of every request, and would renew one token twice."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def __call__(self, **given: Any) -> AuthorizeResult | None:  # noqa: ANN401 - Bolt's call
        return await self._workspaces.authorize(given["enterprise_id"], given["team_id"])
