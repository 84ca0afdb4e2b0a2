import pytest

from analysis.sources.azure_login import CLOUDS, Login, NotLoggedInError
from tests.azure.login import FixedCredential

SCOPE = "https://api.loganalytics.io/.default"


def test_a_token_comes_from_the_credential() -> None:
    """The scopes are passed on."""
    credential = FixedCredential()

    assert "a token of the tests" == Login(credential=credential).get_token(SCOPE).token
    assert [(SCOPE,)] == credential.scopes


def test_a_refused_login_says_why_in_one_line() -> None:
    """The SDK's many lines on every way it tried are cut to the first."""
    credential = FixedCredential(refuses="\nAADSTS50076: more is needed.\nTrace ID: 1\n")

    with pytest.raises(NotLoggedInError) as error:
        Login(credential=credential).get_token(SCOPE)

    assert "AADSTS50076: more is needed." == error.value.reason


@pytest.mark.parametrize("named", ["", "no such credential"])
def test_the_way_to_log_in_has_to_be_named_well(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    """A bot in production says how it logs in; a wrong word is no traceback."""
    monkeypatch.setenv("AZURE_TOKEN_CREDENTIALS", named)

    with pytest.raises(NotLoggedInError, match="AZURE_TOKEN_CREDENTIALS"):
        Login(named=True).get_token(SCOPE)


def test_a_named_credential_is_the_only_one_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment without its variables has no token, and nothing else is asked."""
    for name in ("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_CLIENT_SECRET", "AZURE_USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AZURE_TOKEN_CREDENTIALS", "EnvironmentCredential")

    with pytest.raises(NotLoggedInError, match="EnvironmentCredential"):
        Login(named=True).get_token(SCOPE)


def test_clouds_are_apart() -> None:
    """No two clouds share an address."""
    addresses = [part for cloud in CLOUDS.values() for part in (cloud.authority, cloud.logs, cloud.manager)]

    assert len(addresses) == len(set(addresses))
    assert all(cloud.logs.startswith("https://api.loganalytics.") for cloud in CLOUDS.values())
