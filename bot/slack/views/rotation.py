"""What a person is told alone after pasting a secret: that it was seen by the channel, and how to replace it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.slack.views.rich import bold, bullets, paragraph, plain, prose, rich
from bot.slack.views.view import View, view
from bot.slack.views.words import counted

HARMLESS = frozenset({"email"})
MOST = 8
_HOW = {
    "kubeconfig-token": "rotate the cluster's certificates with `az aks rotate-certs`, or delete the service account",
    "cloud-key": "deactivate the key where it was issued, and create another",
    "private-key": "make a new key pair, replace the public half wherever it is trusted, and revoke the certificate",
    "key-vault-secret": "set a new version in the key vault, and disable the old one",
    "connection-string": "regenerate the key it holds, and update whatever connects with it",
    "sas-signature": "revoke the stored access policy, or regenerate the account key that signed it",
    "slack-token": "revoke the token in the settings of the Slack app, and install it again",
    "devops-token": "revoke the personal access token in Azure DevOps, and create another",
    "client-secret": "add a new secret to the app registration, switch over, and delete the old one",
    "storage-account-key": "regenerate it with `az storage account keys renew`, the other key first if both are in use",
    "cookie": "sign out everywhere, so that the session ends",
    "bearer-token": "sign out or revoke the session; it ends by itself within hours, but works until then",
    "url-password": "change the password, and keep it out of addresses",
    "password": "change it wherever it is used",
}


_SEEN = (
    "Only you see this. Your message holds what looks like a live secret. I took it out before ",
    "reading, but it still stands in the message: delete that, and replace the secret.",
)
_UNSEEN = (
    "Only you see this. What you sent me holds what looks like a live secret. I took it out before ",
    "reading, but it has left your machine: replace the secret.",
)


def rotation(redactions: Sequence[tuple[str, int]], *, seen: bool = True) -> View | None:
    """Give what to do about the secrets that were found, None if there were none. The secrets are not repeated.

    `seen` says whether they stand in a message that others may read.
    """
    found = [(kind, count) for kind, count in redactions if count > 0 and kind not in HARMLESS]
    if not found:
        return None
    lines = [
        [bold(counted(count, kind.replace("-", " "))), *prose(f": {_HOW.get(kind, _HOW['password'])}.")]
        for kind, count in found[:MOST]
    ]
    return view(rich(paragraph(*map(plain, _SEEN if seen else _UNSEEN)), bullets(lines)))
