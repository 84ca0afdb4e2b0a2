"""Each failure of the service, driven through Azure's own client, ends in the sentence that is written for it."""

import pytest

from analysis.sources import SourceError
from tests.analysis.sources.log_analytics.asking import DAY, limits, workspace
from tests.azure.clock import Waiting
from tests.azure.endpoint import WORKSPACE, Endpoint, Fault, recorded, refusal
from tests.azure.login import FixedCredential
from tests.azure.rows import row, vm

THROTTLED = "ThrottledError"
GATEWAY = b"<html><body>upstream request timeout</body></html>"
HTML = {"Content-Type": "text/html"}

REFUSALS = [
    pytest.param(
        [refusal(401, "InvalidTokenError")],
        "Log Analytics does not accept the token (401): log in to the tenant of the workspace"
        f" {WORKSPACE} with `az login --tenant <tenant>`; in a sovereign cloud set AZTRIAGE_AZURE_CLOUD.",
        [],
        id="401",
    ),
    pytest.param(
        [refusal(403, "InsufficientAccessError")],
        f"Log Analytics denies access to the workspace {WORKSPACE} (403): give the bot's identity the role Log Analytics"
        " Data Reader: `az role assignment create --assignee <identity> --role 'Log Analytics Data Reader'"
        " --scope <resource id>`.",
        [],
        id="403",
    ),
    pytest.param(
        [refusal(404, "PathNotFoundError")],
        f"Log Analytics knows no workspace {WORKSPACE}: AZTRIAGE_WORKSPACES takes workspace ids, as printed by"
        " `az monitor log-analytics workspace list --query '[].customerId'`.",
        [],
        id="404",
    ),
    pytest.param(
        [refusal(429, THROTTLED, retry_after="7")] * 4,
        "Log Analytics is busy with other questions of the same identity (429): ask again in 7 s.",
        [7.0, 7.0, 7.0],
        id="429-with-retry-after",
    ),
    pytest.param(
        [refusal(429, THROTTLED)] * 4,
        "Log Analytics is busy with other questions of the same identity (429): ask again in a minute.",
        [1.0, 2.0, 4.0],
        id="429-without-retry-after",
    ),
    pytest.param(
        [refusal(429, THROTTLED, retry_after="3600")],
        "Log Analytics is busy with other questions of the same identity (429): ask again in 3600 s.",
        [],
        id="429-longer-than-the-budget",
    ),
    pytest.param(
        [refusal(503, "ServiceUnavailable")] * 4,
        "Log Analytics is not available now (503): try again in some minutes; https://azure.status.microsoft says whether"
        " more is affected.",
        [1.0, 2.0, 4.0],
        id="503",
    ),
    pytest.param(
        [Fault(502, GATEWAY, HTML)] * 4,
        "Log Analytics is not available now (502): try again in some minutes; https://azure.status.microsoft says whether"
        " more is affected.",
        [1.0, 2.0, 4.0],
        id="502-from-a-proxy",
    ),
    pytest.param(
        [refusal(504, "GatewayTimeout")],
        "The query ran into the time limit of Log Analytics (504): ask for a shorter time, or raise"
        " AZTRIAGE_QUERY_SECONDS.",
        [],
        id="504",
    ),
    pytest.param(
        [Fault(504, GATEWAY, HTML)],
        "The query ran into the time limit of Log Analytics (504): ask for a shorter time, or raise"
        " AZTRIAGE_QUERY_SECONDS.",
        [],
        id="504-from-a-proxy",
    ),
    pytest.param(
        [Fault(cut=True)] * 2,
        "The connection to Log Analytics broke while it answered, twice: check the network and proxy, and ask again.",
        [0.0],
        id="cut",
    ),
    pytest.param(
        [Fault(200, b"<html>Log in to the proxy</html>", HTML)],
        "What came back is no answer of Log Analytics: check AZTRIAGE_AZURE_ENDPOINT, and what a proxy in between sends.",
        [],
        id="html",
    ),
    pytest.param(
        [Fault(200, b'{"tables": [')],
        "What came back is no answer of Log Analytics: check AZTRIAGE_AZURE_ENDPOINT, and what a proxy in between sends.",
        [],
        id="broken-json",
    ),
    pytest.param(
        [Fault(200, {"tables": []})],
        "What came back is no answer of Log Analytics: check AZTRIAGE_AZURE_ENDPOINT, and what a proxy in between sends.",
        [],
        id="no-table",
    ),
    pytest.param(
        [Fault(200, b"[1, 2]")],
        "What came back is no answer of Log Analytics: check AZTRIAGE_AZURE_ENDPOINT, and what a proxy in between sends.",
        [],
        id="no-object",
    ),
    pytest.param(
        [Fault(400, recorded("400_semantic_error"))],
        "Log Analytics does not understand our query (400): 'where' operator: Failed to resolve table or column"
        " expression named 'AppInsights'",
        [],
        id="400",
    ),
    pytest.param(
        [refusal(418, "Teapot", "short and stout, password=" + "hunter" + "22secret")],
        "Log Analytics refused the question (418): short and stout, password=[redacted:password].",
        [],
        id="unknown",
    ),
]


@pytest.mark.parametrize(("faults", "sentence", "waits"), REFUSALS)
def test_a_refusal_ends_in_its_sentence(
    azure: Endpoint, faults: list[Fault], sentence: str, waits: list[float]
) -> None:
    """It names the role, command or setting that mends it; only what can help is asked again, after the right wait."""
    azure.fill([])
    azure.faults.extend(faults)
    clock = Waiting()
    asked = workspace(azure, limits=limits(clock.patience()))

    with pytest.raises(SourceError) as error:
        asked.summary("log_span", DAY)

    assert sentence == str(error.value)
    assert waits == clock.waits
    assert len(faults) == len(azure.requests)


@pytest.mark.parametrize(
    "faults",
    [
        [refusal(429, THROTTLED, retry_after="2")] * 3,
        [refusal(429, THROTTLED)],
        [refusal(503, "ServiceUnavailable"), refusal(500, "InternalServerError")],
        [Fault(cut=True)],
    ],
)
def test_what_passes_is_waited_for(azure: Endpoint, faults: list[Fault]) -> None:
    """The answer comes after the service has recovered."""
    azure.fill([row(vm("web-01"))])
    azure.faults.extend(faults)

    assert 1 == workspace(azure, limits=limits()).spans()[0].rows
    assert len(faults) + 1 == len(azure.requests)


def test_a_slow_answer_is_given_up(azure: Endpoint) -> None:
    """The connection is held as long as the service may take, and a little longer; the question is not asked again."""
    azure.fill([])
    azure.faults.append(Fault(seconds=1.6))
    asked = workspace(azure, limits=limits(query_seconds=1, grace_seconds=0.1))

    with pytest.raises(SourceError, match="Log Analytics did not answer in time: ask for a shorter time, or raise"):
        asked.spans()

    assert 1 == len(azure.requests)
    assert "wait=1" == azure.requests[0].headers["Prefer"]


def test_a_workspace_without_the_log_names_what_sends_it_there(azure: Endpoint) -> None:
    """The table exists as soon as the first row arrives."""
    azure.without_table()

    with pytest.raises(SourceError) as error:
        workspace(azure, limits=limits()).spans()

    assert (
        f"The workspace {WORKSPACE} holds no activity log: send it there with a diagnostic setting of the subscription"
        " (`az monitor diagnostic-settings subscription create`, category Administrative and the others); rows arrive"
        " some 20 minutes later." == str(error.value)
    )


def test_an_unknown_workspace_is_named(azure: Endpoint) -> None:
    """The service itself says 404."""
    with pytest.raises(SourceError, match="Log Analytics knows no workspace 0000"):
        workspace(azure, limits=limits()).spans()


def test_without_a_login_the_command_is_named(azure: Endpoint) -> None:
    """Nothing is sent, and what the login said is in the sentence, on one line."""
    credential = FixedCredential(refuses="AADSTS700082: The refresh token has expired.\nTrace ID: 1")

    with pytest.raises(SourceError) as error:
        workspace(azure, limits=limits(), credential=credential).spans()

    assert (
        "Azure gives no token: run `az login` (the login may have expired), or give the bot a managed identity and set"
        " AZURE_TOKEN_CREDENTIALS=prod; the login said: AADSTS700082: The refresh token has expired."
        == str(error.value)
    )
    assert [] == azure.requests


def test_an_address_that_nobody_answers_at_is_named(azure: Endpoint) -> None:
    """Asked twice, since a network may be changing."""
    azure.url = "https://localhost:9"

    with pytest.raises(
        SourceError, match="Log Analytics cannot be reached: check the network and proxy, AZTRIAGE_AZURE_"
    ):
        workspace(azure, limits=limits()).spans()


def test_an_authority_that_is_not_trusted_is_refused(azure: Endpoint) -> None:
    """Without the setting for it, a certificate of an unknown authority is worth nothing."""
    azure.ca = None  # type: ignore[assignment] # as if the setting were empty

    with pytest.raises(SourceError, match="AZTRIAGE_AZURE_CA if something between inspects TLS"):
        workspace(azure, limits=limits()).spans()


def test_a_used_up_budget_stops_the_asking(azure: Endpoint) -> None:
    """No query is sent when its time is over."""
    azure.fill([])

    with pytest.raises(SourceError, match=r"The 0\.5 s for one answer were used up"):
        workspace(azure, limits=limits(answer_seconds=0.5)).spans()

    assert [] == azure.requests
