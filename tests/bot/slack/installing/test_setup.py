"""What is set tells one workspace from many; what is missing is said before anything is served."""

import json
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.slack.installing.safe import BadKeyError, Safe, new_key
from bot.slack.installing.setup import SetupError, oauth_of
from tests.bot.cli.running import aztriage

BOT_TOKEN, APP_TOKEN = "xox" + "b-1", "xap" + "p-1"
WHOLE = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "hush",
    "SLACK_SIGNING_SECRET": "signed",
    "AZTRIAGE_SLACK_KEYS": new_key(),
}


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set all that many workspaces need, and nothing else."""
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_REDIRECT_URI"):
        monkeypatch.delenv(name, raising=False)
    for name, value in WHOLE.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("given")
def test_all_that_is_needed_serves_many() -> None:
    """The secret is not shown by what holds it."""
    oauth = oauth_of(Settings())
    assert oauth
    assert ("1.2", "hush") == (oauth.client_id, oauth.client_secret)
    assert "hush" not in f"{oauth}{Settings()}"
    assert {"a": 1} == oauth.safe.open(oauth.safe.seal({"a": 1}))


@pytest.mark.usefixtures("given")
@pytest.mark.parametrize("name", WHOLE)
def test_what_is_missing_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the four is needed."""
    monkeypatch.delenv(name)
    with pytest.raises(SetupError, match=f"To serve many workspaces {name} must be set as well"):
        oauth_of(Settings())


@pytest.mark.usefixtures("given")
@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_one_and_many_do_not_mix(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens of one workspace, or Socket Mode, beside OAuth: which is meant cannot be told."""
    monkeypatch.setenv(name, "xox")
    with pytest.raises(SetupError, match="over HTTP only; SLACK_BOT_TOKEN and SLACK_APP_TOKEN are for one workspace"):
        oauth_of(Settings())


def test_without_a_client_one_workspace_is_served() -> None:
    """Two tokens are what they were."""
    one = Settings(slack_bot_token=SecretStr(BOT_TOKEN), slack_app_token=SecretStr(APP_TOKEN))
    assert oauth_of(one.model_copy(update={"slack_client_id": "", "slack_client_secret": None})) is None


@pytest.mark.parametrize("keys", ["", " , ", "short", "x" + "y" * 43, f"{'A' * 43}=,{'y' * 44}"])
def test_a_wrong_key_is_not_repeated(keys: str) -> None:
    """The sentence says how to make one."""
    with pytest.raises(BadKeyError, match="aztriage slack-key") as said:
        Safe(keys)
    assert not any(part in str(said.value) for part in keys.split(",") if len(part) > 3)


def test_what_one_key_sealed_another_does_not_open() -> None:
    """The first key seals, all open, and what an older one sealed is sealed anew."""
    old, new = new_key(), new_key()
    sealed = Safe(old).seal({"token": "t"})
    assert Safe(new).open(sealed) is None
    both = Safe(f"{new},{old}")
    assert {"token": "t"} == both.open(sealed)
    again = both.resealed(sealed)
    assert again
    assert {"token": "t"} == Safe(new).open(again)
    assert both.resealed(again) is None
    assert Safe(new).resealed(sealed) is None


@pytest.mark.parametrize("changed", [0, 40, -1])
def test_what_was_changed_is_not_opened(changed: int) -> None:
    """A byte of the store that is not as it was written is no token."""
    safe = Safe(new_key())
    sealed = bytearray(safe.seal({"token": "t"}))
    sealed[changed] ^= 1
    assert safe.open(bytes(sealed)) is None


def test_the_program_says_how_to_make_a_key() -> None:
    """With a client but without keys `serve` ends with 1; the key that the program makes is one."""
    settings = {name: value for name, value in WHOLE.items() if name != "AZTRIAGE_SLACK_KEYS"}
    run = aztriage("serve", settings=settings)
    assert (1, "") == (run.status, run.out)
    sentence = "To serve many workspaces AZTRIAGE_SLACK_KEYS must be set as well; make a key with `aztriage slack-key`."
    assert sentence == " ".join(run.err.split())
    made = Safe(aztriage("slack-key").out)
    assert {"a": 1} == made.open(made.seal({"a": 1}))


def test_a_wrong_key_ends_the_program_in_a_sentence() -> None:
    """Neither key nor secret is printed."""
    run = aztriage("serve", settings=WHOLE | {"AZTRIAGE_SLACK_KEYS": "not-a-key"})
    assert (1, True) == (run.status, "holds something that is no key" in " ".join(run.err.split()))
    assert not {"not-a-key", "hush"} & {*run.err.split()}


def test_the_manifest_for_many_is_printed() -> None:
    """With `--many` it names where browsers come back; without an address that is refused."""
    made = json.loads(aztriage("manifest", "--http", "https://bot.example.com", "--many").out)
    assert ["https://bot.example.com/slack/oauth_redirect"] == made["oauth_config"]["redirect_urls"]
    assert 2 == aztriage("manifest", "--many").status


@pytest.mark.parametrize(
    ("changed", "state", "said"),
    [
        ({}, "ok", "Many workspaces are served over HTTP"),
        ({"AZTRIAGE_SLACK_KEYS": ""}, "fails", "Many workspaces need AZTRIAGE_SLACK_KEYS as well"),
        ({"SLACK_BOT_TOKEN": BOT_TOKEN}, "fails", "and the tokens of one workspace are both set"),
    ],
)
def test_the_doctor_knows_many_workspaces(changed: dict[str, str], state: str, said: str, tmp_path: Path) -> None:
    """It says what is missing, or what does not go together."""
    kept = {"AZTRIAGE_STORE": f"sqlite:///{tmp_path / 'aztriage.db'}"}
    checks = json.loads(aztriage("doctor", "--json", settings=WHOLE | kept | changed).out)
    found = next(check for check in checks if check["name"] == "slack")
    assert (state, True) == (found["state"], said in found["text"])
