"""Who pasted a secret learns how to replace it, and the advice itself holds nothing that looks like one."""

import pytest

from bot.slack.text.limits import validate
from bot.slack.views.rotation import HARMLESS, rotation
from kb.text.redaction import KINDS, redact


@pytest.mark.parametrize("kind", sorted(set(KINDS) - HARMLESS))
def test_every_kind_has_its_advice(kind: str) -> None:
    """The message names the kind, says what to do, and is taken by Slack and kept by the store as it is."""
    told = rotation([(kind, 1)])
    assert told
    assert kind.replace("-", " ") in told.text
    assert () == validate(told.blocks)
    assert told.text == redact(told.text).text.text


def test_kinds_differ_in_their_advice() -> None:
    """Nobody is told to change a password that was a key."""
    texts = {rotation([(kind, 1)]).text.partition(": ")[2] for kind in set(KINDS) - HARMLESS}  # type: ignore[union-attr]
    assert len(set(KINDS) - HARMLESS) == len(texts)


@pytest.mark.parametrize("redactions", [[], [("email", 3)], [("password", 0)]])
def test_without_a_secret_there_is_no_advice(redactions: list[tuple[str, int]]) -> None:
    """An e-mail address is taken out, but needs no rotating."""
    assert rotation(redactions) is None


def test_many_kinds_stay_readable() -> None:
    """A paste full of secrets brings a list that ends."""
    told = rotation([(kind, 3) for kind in KINDS])
    assert told
    assert told.text.count("•") <= 8
    assert () == validate(told.blocks)
