import pytest

from bot.settings import Settings, SettingsError, load_settings

ONE = "01234567-89ab-cdef-0123-456789abcdef"
TWO = "01234567-89AB-cdef-0123-456789abcdff"


def test_several_ids_are_separated_by_commas_or_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    """As people write lists into an environment."""
    monkeypatch.setenv("AZTRIAGE_WORKSPACES", f"{ONE}, {TWO}")
    monkeypatch.setenv("AZTRIAGE_SUBSCRIPTIONS", f" {TWO}\n{ONE} ")
    azure = load_settings().azure

    assert ((ONE, TWO), (TWO, ONE)) == (azure.workspaces, azure.subscriptions)


def test_without_settings_no_workspace_is_asked() -> None:
    """The addresses are those of the public cloud."""
    azure = Settings().azure

    assert ((), "public", "", None, False) == (
        azure.workspaces,
        azure.cloud,
        azure.endpoint,
        azure.ca,
        azure.named_login,
    )


def test_a_login_that_is_named_has_to_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable of Azure's own packages counts."""
    monkeypatch.setenv("AZURE_TOKEN_CREDENTIALS", "prod")

    assert Settings().azure.named_login


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("WORKSPACES", "shop-logs", "AZTRIAGE_WORKSPACES cannot be used: 'shop-logs' is no id such as 01234567-89ab-"),
        ("SUBSCRIPTIONS", ONE + "x", f"AZTRIAGE_SUBSCRIPTIONS cannot be used: '{ONE}x' is no id such as"),
        ("AZURE_ENDPOINT", "http://localhost:1", "'http://localhost:1' does not begin with https://"),
        ("AZURE_CLOUD", "germany", "AZTRIAGE_AZURE_CLOUD cannot be used"),
        ("AZURE_CA", "/no/such/file", "AZTRIAGE_AZURE_CA cannot be used"),
        ("QUERY_SECONDS", "601", "AZTRIAGE_QUERY_SECONDS cannot be used"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    """One sentence says which and why."""
    monkeypatch.setenv(f"AZTRIAGE_{name}", value)

    with pytest.raises(SettingsError) as error:
        load_settings()

    assert sentence in str(error.value)
