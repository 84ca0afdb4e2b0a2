import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.usecases.ask.names import machine_named
from bot.usecases.ask.routing import question_of


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("What happened to VM web-01?", "web-01"),
        ("why did web-01 restart", "web-01"),
        ("what's going on with web-ss_3", "web-ss_3"),
        ("instance 3 of scale set web-ss was reimaged, why?", "web-ss/3"),
        ("what happened to web-ss instance 3", "web-ss/3"),
        ("who stopped sql_prod-2", "sql_prod-2"),
        ("did azure reboot db01?", "db01"),
        ("why was BATCH07 unavailable", "BATCH07"),
        ("What happened to jumpbox", "jumpbox"),
        ('what happened to "payments"', "payments"),
        ("what happened to /subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/web-01?",
         "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/web-01"),
        ("who deleted the disk data-01", "data-01"),
        ("and web-02?", "web-02"),
        ("web-01", "web-01"),
    ],
)  # fmt: skip
def test_names(sentence: str, name: str) -> None:
    """The name of a machine is found where people put it, in the spelling they used."""
    assert machine_named(sentence) == name


@pytest.mark.parametrize(
    "sentence",
    [
        "what fails every week?",
        "why is my VM stuck in Creating",
        "my vm won't start",
        "how do I resize a VM",
        "",
        "cannot delete subnet",
    ],
)
def test_no_name(sentence: str) -> None:
    """Words that only stand where a name could stand are no names."""
    assert machine_named(sentence) is None


def test_words_of_time_are_no_names() -> None:
    """What names a time is left out."""
    sentence = "what happened on 2026-11-12"

    assert machine_named(sentence, ignored=(14, 27)) is None


@pytest.mark.parametrize(
    ("sentence", "machine", "timed", "code", "question"),
    [
        ("What happened to VM web-01?", "web-01", False, False, "history"),
        ("why did web-01 restart last night", "web-01", True, False, "history"),
        ("why did web-01 fail with AllocationFailed yesterday", "web-01", True, True, "history"),
        ("why did AllocationFailed happen on web-01", "web-01", False, True, "explain"),
        ("web-01 yesterday", "web-01", True, False, "history"),
        ("instance 3 of scale set web-ss was reimaged, why?", "web-ss/3", False, False, "history"),
        ("what happened?", None, False, False, "history"),
        ("What fails every week?", None, False, False, "report"),
        ("report rg=prod-*", None, False, False, "report"),
        ("top errors of the last 30 days", None, True, False, "report"),
        ("what failed last week", None, True, False, "report"),
        ("what failed yesterday?", None, True, False, "report"),
        ("what fails every week? code=Alloc* rg=prod-*", None, False, False, "report"),
        ("why is my VM stuck in Creating", None, False, False, "explain"),
        ("backup fails with a VSS error", None, False, False, "explain"),
        ("is error 320001 retryable", None, False, False, "explain"),
        ("vm agent not ready on web-01", "web-01", False, False, "explain"),
        ("quota exceeded", None, False, False, "explain"),
        ("AllocationFailed", None, False, True, "explain"),
        ("hello!", None, False, False, "help"),
    ],
)
def test_questions(sentence: str, machine: str | None, timed: bool, code: bool, question: str) -> None:  # noqa: FBT001
    """A sentence goes to the question that it asks."""
    assert question_of(sentence, machine=machine, timed=timed, code=code, follows=False) == question


@pytest.mark.parametrize(
    "paste",
    [
        "Error: what happened to web-01: Code: AllocationFailed",
        '{"error": {"code": "Conflict", "message": "what happened"}}',
        "one\ntwo what happened to web-01\nthree",
    ],
)
def test_pastes(paste: str) -> None:
    """What looks pasted is explained, whatever machine it names."""
    assert question_of(paste, machine="web-01", timed=True, code=False, follows=True) == "explain"


@pytest.mark.parametrize(
    ("sentence", "machine", "timed"),
    [
        ("and web-02?", "web-02", False),
        ("and yesterday?", None, True),
        ("the day before?", None, True),
        ("who did that?", None, False),
    ],
)
def test_follow_ups(sentence: str, machine: str | None, timed: bool) -> None:  # noqa: FBT001
    """After a history, a few words that name another machine or time go on with it."""
    assert question_of(sentence, machine=machine, timed=timed, code=False, follows=True) == "history"
    assert question_of("AllocationFailed", machine=None, timed=False, code=True, follows=True) == "explain"


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Any text is some question, and a name stands in it."""
    name = machine_named(text)

    assert name is None or name.split("/")[0] in text
    assert question_of(text, machine=name, timed=False, code=False, follows=False) in {
        "explain",
        "history",
        "report",
        "help",
    }
