"""What services of Azure say when they do not answer, in sentences that name the role or command that mends it.

Statuses: learn.microsoft.com/azure/azure-monitor/logs/api/errors and
learn.microsoft.com/azure/governance/resource-graph/troubleshoot/general.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from analysis.sources.azure_calls import Refusal
from analysis.sources.azure_login import NotLoggedInError
from kb.text.redaction import redact

_LONGEST_QUOTE: Final = 300
_QUOTA: Final = re.compile(r"(\d{1,2}):(\d{2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class Service:
    """A service as sentences name it.

    `what` is what we ask it about (`workspace 0000…`), `role` what an identity needs there, `missing` the sentence for
    an address that it does not know, `setting` what holds its address, `limit` what holds its time limit.
    """

    name: str
    what: str
    role: str
    missing: str
    setting: str
    limit: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: status, headers with names in lower case, and the error codes and messages, outermost first."""

    status: int
    headers: Mapping[str, str]
    said: tuple[tuple[str, str], ...]

    @property
    def message(self) -> str:
        """The innermost message, redacted and on one line, "" if there is none."""
        text = next((message for _, message in reversed(self.said) if message), "")
        line = " ".join(redact(text).text.text.split())
        return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1]}…"


def reply(response: Any) -> Reply:  # noqa: ANN401 - azure-core's responses share no type
    """Give what is of use in a response of azure-core."""
    headers = {str(name).lower(): str(value) for name, value in dict(response.headers).items()}
    try:
        body = json.loads(response.text())
    except (ValueError, UnicodeDecodeError):
        body = None
    return Reply(response.status_code, headers, tuple(_chain(body)))


def refusal(error: Exception, *, service: Service, last: Reply | None) -> Refusal | None:
    """Give the refusal that an exception of the SDK stands for; None if it is not the service's doing.

    `last` is the last reply that came, whatever the SDK made of it.
    """
    from azure.core import exceptions as core  # noqa: PLC0415 - loads slowly, and most answers need no Azure

    if isinstance(error, NotLoggedInError):
        return _not_logged_in(error)
    if last is not None and last.status != 200:  # noqa: PLR2004 - HTTP's word for an answer
        return _by_status(last, service)
    kinds: tuple[tuple[Any, Callable[[Service], Refusal]], ...] = (
        (core.ServiceResponseTimeoutError, _slow),
        (core.ServiceRequestError, _unreachable),
        ((core.ServiceResponseError, core.IncompleteReadError), _cut),
    )
    if last is not None:  # an answer came, so anything wrong with what it holds is its fault
        kinds += (((core.DecodeError, ValueError, TypeError, LookupError, AttributeError), _malformed),)
    # The client for logs turns what it catches into another exception, which says less.
    causes = [error, *([error.__context__] if isinstance(error.__context__, core.HttpResponseError) else [])]
    return next((told(service) for kind, told in kinds for cause in causes if isinstance(cause, kind)), None)


def _by_status(last: Reply, service: Service) -> Refusal:
    made = _BY_STATUS.get(last.status)
    if made is not None:
        return made(last, service)
    said = f": {last.message}" if last.message else ""
    return Refusal("unavailable", f"{service.name} refused the question ({last.status}){said}.")


def _not_logged_in(error: NotLoggedInError) -> Refusal:
    return Refusal(
        "denied",
        "Azure gives no token: run `az login` (the login may have expired), or give the bot a managed identity and set"
        f" AZURE_TOKEN_CREDENTIALS=prod; the login said: {Reply(0, {}, (('', error.reason),)).message}",
    )


def _not_accepted(_: Reply, service: Service) -> Refusal:
    return Refusal(
        "denied",
        f"{service.name} does not accept the token (401): log in to the tenant of the {service.what} with"
        " `az login --tenant <tenant>`; in a sovereign cloud set AZTRIAGE_AZURE_CLOUD.",
    )


def _denied(_: Reply, service: Service) -> Refusal:
    return Refusal(
        "denied",
        f"{service.name} denies access to the {service.what} (403): give the bot's identity the role {service.role}:"
        f" `az role assignment create --assignee <identity> --role '{service.role}' --scope <resource id>`.",
    )


def _missing(_: Reply, service: Service) -> Refusal:
    return Refusal("unavailable", service.missing)


def _busy(last: Reply, service: Service) -> Refusal:
    wait = _asked_to_wait(last.headers)
    when = "in a minute" if wait is None else f"in {wait:g} s"
    return Refusal(
        "unavailable",
        f"{service.name} is busy with other questions of the same identity (429): ask again {when}.",
        again="later",
        wait=wait,
    )


def _down(last: Reply, service: Service) -> Refusal:
    return Refusal(
        "unavailable",
        f"{service.name} is not available now ({last.status}): try again in some minutes;"
        " https://azure.status.microsoft says whether more is affected.",
        again="later",
        wait=_asked_to_wait(last.headers),
    )


def _too_long(_: Reply, service: Service) -> Refusal:
    return Refusal(
        "unavailable",
        f"The query ran into the time limit of {service.name} (504): ask for a shorter time, or raise {service.limit}.",
    )


def _bad_query(last: Reply, service: Service) -> Refusal:
    if re.search(r"failed to resolve table\b.*'AzureActivity'", last.message, re.IGNORECASE):
        return Refusal(
            "unavailable",
            f"The {service.what} holds no activity log: send it there with a diagnostic setting of the subscription"
            " (`az monitor diagnostic-settings subscription create`, category Administrative and the others); rows"
            " arrive some 20 minutes later.",
        )
    return Refusal("unavailable", f"{service.name} does not understand our query (400): {last.message}")


def _slow(service: Service) -> Refusal:
    return Refusal(
        "unavailable",
        f"{service.name} did not answer in time: ask for a shorter time, or raise {service.limit}.",
    )


def _unreachable(service: Service) -> Refusal:
    return Refusal(
        "unavailable",
        f"{service.name} cannot be reached: check the network and proxy, {service.setting}, and AZTRIAGE_AZURE_CA if"
        " something between inspects TLS.",
        again="once",
    )


def _cut(service: Service) -> Refusal:
    return Refusal(
        "unavailable",
        f"The connection to {service.name} broke while it answered, twice: check the network and proxy, and ask again.",
        again="once",
    )


def _malformed(service: Service) -> Refusal:
    return Refusal(
        "unavailable",
        f"What came back is no answer of {service.name}: check {service.setting}, and what a proxy in between sends.",
    )


_BY_STATUS: Final[Mapping[int, Callable[[Reply, Service], Refusal]]] = {
    400: _bad_query,
    401: _not_accepted,
    403: _denied,
    404: _missing,
    429: _busy,
    500: _down,
    502: _down,
    503: _down,
    504: _too_long,
}


def _asked_to_wait(headers: Mapping[str, str]) -> float | None:
    """Give the seconds to wait: Retry-After (seconds or a date), or Resource Graph's time until its quota resets."""
    given = headers.get("retry-after", "").strip()
    if given.isascii() and given.replace(".", "", 1).isdigit():
        return float(given)
    if given:
        try:
            return max(0.0, (parsedate_to_datetime(given) - datetime.now(UTC)).total_seconds())
        except (TypeError, ValueError):
            return None
    quota = _QUOTA.fullmatch(headers.get("x-ms-user-quota-resets-after", "").strip())
    if quota is None:
        return None
    hours, minutes, seconds = (int(part) for part in quota.groups())
    return float(hours * 3600 + minutes * 60 + seconds)


def _chain(body: object) -> list[tuple[str, str]]:
    """Give codes and messages from the outermost error to the innermost, which says what matters."""
    found: list[tuple[str, str]] = []
    inner = body.get("error") if isinstance(body, dict) else None
    while isinstance(inner, dict):
        found.append((str(inner.get("code") or ""), str(inner.get("message") or "")))
        details = inner.get("details")
        first = details[0] if isinstance(details, list) and details else None
        inner = inner.get("innererror") or inner.get("innerError") or first
    return found
