"""Names of keys: which of them hold a secret, of which kind, and how much its value has to look like one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kb.text.lazily import lazily
from kb.text.redaction import values

Demand = Literal["any", "firm", "random", "name", "base64", "long"]


@dataclass(frozen=True, slots=True)
class Held:
    """What a key holds: the kind, and what its value must look like to be believed.

    Every value that is not a placeholder will do for `any`; `firm` wants more than letters, `random` a long value with
    digits, `name` one that does not look like the name of a resource, `base64` a padded one, `long` one
    that begins with many letters and digits. Only `any` takes a GUID.
    """

    kind: str
    demand: Demand

    def accepts(self, value: str) -> bool:
        """Tell whether the value looks like what the key holds."""
        return _TESTS[self.demand](value)


_BASE64 = lazily(r"[A-Za-z0-9+/]{43,}={1,2}\Z")
_LONG = lazily(r"[A-Za-z0-9]{16}")
_BOOTSTRAP = lazily(r"[a-z0-9]{6}\.[a-z0-9]{16}\Z")
_TESTS: dict[Demand, Callable[[str], bool]] = {
    "any": lambda _: True,
    "firm": lambda value: (values.mixed(value) and not values.resource(value)) or values.turning(value),
    "name": lambda value: not values.resource(value) and not values.guid(value),
    "long": lambda value: bool(_LONG.match(value)) and any(map(str.isdigit, value)),
    "base64": lambda value: bool(_BASE64.match(value)),
    "random": lambda value: (
        bool(_BOOTSTRAP.match(value)) or (values.random(value) and not values.guid(value) and not values.named(value))
    ),
}
_SIGNS = lazily(r"[^a-z0-9]+")
_SUFFIXES = tuple(
    "value text plaintext plain string base64 b64 primary secondary prod production dev test stage staging uat qa new "
    "old current default admin one two 0 1 2 3 4 5 6 7 8 9".split(),
)
_NOTHING = frozenset({"oldpwd", "nopasswd", "nopassword", "bypass", "compass", "surpass", "thesecret", "nosecret"})
_OWNERS: tuple[tuple[str, str, str, Demand], ...] = (
    ("secret", "keyvault|kv|akv|pull|tls|kubernetes|k8s|volume|volumes|csi|docker|certificate|cert|ssl", "", "any"),
    ("token", "publickey|continuation|skip|sync|next|page|cancellation|unexpected|delta|change|lock", "", "any"),
    ("key", "public|partition|foreign|row|registry|sort|host|object", "", "any"),
    ("", "password|passwd|passwort|passphrase|passcode|passkey|pwd", "password", "any"),
    ("pass", "db|user|admin|root|sql|smtp|ftp|ssh|mail|vm|http|basic|proxy|auth|redis|pg|login", "password", "firm"),
    ("key", "secretaccess", "cloud-key", "any"),
    ("secret", "client|app|application|principal|aad|entra|arm|sp", "client-secret", "any"),
    ("key", "serviceprincipal|spn", "client-secret", "firm"),
    ("secret", "", "password", "name"),
    ("key", "storage|account|storageaccess|blob", "storage-account-key", "firm"),
    ("key", "sharedaccess", "connection-string", "any"),
    ("key", "xapi|subscription|function|functions|aegsas|system", "bearer-token", "firm"),
    ("key", "api|secret|access", "password", "firm"),
    ("key", "private", "private-key", "random"),
    ("key", "shared|psk|auth|authentication|signing|encryption|license|registration|workspace", "password", "random"),
    ("key", "primary|secondary|master|readonly|admin|query|batch|cosmos|cosmosdb|documentdb", "password", "random"),
    ("key", "servicebus|eventhub|iothub|device|search|redis|openai|maps|sas|jwt|app|session", "password", "random"),
    ("token", "access|refresh|id|bearer|auth|oauth|session|api|security", "bearer-token", "firm"),
    ("token", "", "bearer-token", "random"),
)
_ENDINGS = tuple(
    (tuple(f"{owner}{noun}" for owner in owners.split("|")), Held(kind, demand) if kind else None)
    for noun, owners, kind, demand in _OWNERS
)
_PASS = lazily(r"(?:(?:\A|[_.-])(?:pw|PW|Pw)|[a-z]Pw|[_.-]pass|[a-z]Pass|[_.-]PASS)[0-9]?\Z")
_MOST_TURNS = 6
_PERSONAL = lazily(r"(?:\A|[_.-])(?:pat|PAT|Pat)\Z|[a-z]P(?:at|AT)\Z")
_WHOLE = {
    "pass": Held("password", "firm"),
    "pat": Held("devops-token", "long"),
    "clientkeydata": Held("kubeconfig-token", "any"),
    "secrettext": Held("key-vault-secret", "any"),
    "secretvaluetext": Held("key-vault-secret", "any"),
    "secretvalue": Held("key-vault-secret", "any"),
    "secretkeybase": Held("password", "firm"),
    "key": Held("password", "base64"),
    "key1": Held("password", "random"),
    "key2": Held("password", "random"),
}


@lru_cache(maxsize=4096)
def held(name: str) -> Held | None:
    """Give what the key of this name holds, None if it is not known to hold a secret."""
    if values.turns(name) > _MOST_TURNS:  # not a name, but the end of something in base64
        return None
    if _PASS.search(name) or _PERSONAL.search(name):
        return _WHOLE["pass" if _PASS.search(name) else "pat"]
    squeezed = _SIGNS.sub("", name.lower())
    for _ in range(3):
        if squeezed in _NOTHING or squeezed in _WHOLE:
            return _WHOLE.get(squeezed)
        for endings, holding in _ENDINGS:
            if squeezed.endswith(endings):
                return holding
        squeezed = next((squeezed.removesuffix(each) for each in _SUFFIXES if squeezed.endswith(each)), "")
    return None
