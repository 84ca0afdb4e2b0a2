"""A credential for this machine: a token that means nothing, and the scopes that were asked for."""

import time

from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError


class FixedCredential:
    """Gives one token for every scope, or refuses with a reason."""

    def __init__(self, *, refuses: str = "") -> None:
        self.scopes: list[tuple[str, ...]] = []
        self._refuses = refuses

    def get_token(self, *scopes: str, **options: object) -> AccessToken:
        """Give the token, good for an hour."""
        self.scopes.append(scopes)
        if self._refuses:
            raise ClientAuthenticationError(self._refuses)
        return AccessToken("a token of the tests", int(time.time()) + 3600)
