"""Which word of a sentence is a machine."""

import pytest

from bot.usecases.ask.names import machine_named


@pytest.mark.parametrize(
    ("sentence", "machine"),
    [
        ("why did the backup of db-04 fail?", "db-04"),
        ("why does the extension on web-01 fail?", "web-01"),
        ("what happened to web-01 since yesterday?", "web-01"),
        ("did the deployments fail?", None),
        ("are there alerts for backups?", None),
    ],
)
def test_ordinary_words_are_no_machines(sentence: str, machine: str | None) -> None:
    """What a machine has or does is not its name."""
    assert machine == machine_named(sentence)
