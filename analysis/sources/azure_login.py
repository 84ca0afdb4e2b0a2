"""Who asks Azure: the cloud and its addresses, and a credential that says plainly when it has no token.

Authorities and endpoints of the sovereign clouds: learn.microsoft.com/azure/azure-monitor/logs/api/cloud-endpoints and
learn.microsoft.com/azure/developer/python/sdk/azure-sdk-sovereign-domain.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, Protocol

# Azure's packages log what they raise too; without a handler it would stand on the terminal twice.
logging.getLogger("azure").addHandler(logging.NullHandler())

CloudName = Literal["public", "usgov", "china"]


@dataclass(frozen=True, slots=True)
class Cloud:
    """One of Azure's clouds: the host that logs people in, and the addresses of Log Analytics and Resource Manager."""

    authority: str
    logs: str
    manager: str


CLOUDS: Final[Mapping[CloudName, Cloud]] = {
    # Log Analytics' newer name, api.loganalytics.azure.com, is no audience that managed identities get tokens for.
    "public": Cloud("login.microsoftonline.com", "https://api.loganalytics.io", "https://management.azure.com"),
    "usgov": Cloud("login.microsoftonline.us", "https://api.loganalytics.us", "https://management.usgovcloudapi.net"),
    "china": Cloud(
        "login.chinacloudapi.cn", "https://api.loganalytics.azure.cn", "https://management.chinacloudapi.cn"
    ),
}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a service is asked, for whom its tokens are, and the authorities to trust in place of the usual ones."""

    endpoint: str
    audience: str = ""
    ca: Path | None = None

    @property
    def trust(self) -> dict[str, str]:
        """The option of the SDK's clients that says whom to trust; empty for the usual authorities."""
        return {"connection_verify": str(self.ca)} if self.ca else {}


class NotLoggedInError(Exception):
    """No token was given to us; `reason` is what the login said, in short."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Credential(Protocol):
    """What the Azure SDK asks for tokens."""

    def get_token(self, *scopes: str, **options: Any) -> Any:  # noqa: ANN401 - the SDK's own signature
        """Give an access token for these scopes."""
        ...


class Login:
    """The credential of this process, made when it is first asked: AZURE_TOKEN_CREDENTIALS chooses its kind.

    With `named`, the variable has to be set: a bot in production should not try one way after the other.
    """

    def __init__(
        self, *, cloud: CloudName = "public", named: bool = False, credential: Credential | None = None
    ) -> None:
        self._cloud = CLOUDS[cloud]
        self._named = named
        self._credential = credential

    def get_token(self, *scopes: str, **options: Any) -> Any:  # noqa: ANN401 - the SDK's own signature
        """Give an access token for these scopes.

        Raises:
            NotLoggedInError: nobody is logged in, the login has expired, or the identity has no access to the tenant.
        """
        from azure.core.exceptions import AzureError  # noqa: PLC0415 - loads slowly, and most answers need no Azure

        try:
            if self._credential is None:
                self._credential = self._default()
            return self._credential.get_token(*scopes, **options)
        except (AzureError, ValueError) as error:
            raise NotLoggedInError(_reason(str(error))) from None

    def _default(self) -> Credential:
        from azure.identity import DefaultAzureCredential  # noqa: PLC0415 - the same

        credential: Credential = DefaultAzureCredential(authority=self._cloud.authority, require_envvar=self._named)
        return credential


def _reason(text: str) -> str:
    """Give the first line, or what each credential said that was tried one after the other."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    tried = [line for line in text.splitlines() if line.startswith("\t")]
    said = [line.strip().partition(". ")[0].rstrip(".") for line in tried]
    return "; ".join(said) or next(iter(lines), "no reason given")
