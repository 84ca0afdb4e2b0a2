"""A conversation is called after what it is about."""

from datetime import UTC

import pytest

from bot.slack.views.titles import title
from bot.usecases.answers import Help, NeverSeen, WhichMachine
from bot.usecases.ask.asking import Answer
from tests.bot.slack.samples import ALLOCATION, answer, reported, told
from tests.fakes.clock import NOON


@pytest.mark.parametrize(
    ("found", "question", "called"),
    [
        (answer(matches=(ALLOCATION,)), "a long paste", "AllocationFailed"),
        (answer(unlisted=("FabricUpset",)), "FabricUpset", "FabricUpset"),
        (answer(), "why is it slow?", ""),
        (told(), "what happened to web-01 since yesterday?", "vm-web-01 since yesterday"),
        (told(), "what happened to web-01?", "vm-web-01"),
        (told(), "web-01 between 2 and 4 pm, and why?", "vm-web-01 between 2 and 4 pm"),
        (NeverSeen("web-9", (), "the sample"), "what happened to web-9 last week?", "web-9 last week"),
        (reported(), "what fails every week?", "What failed in 2026-W46"),
        (WhichMachine(), "what happened?", ""),
        (Help(), "help", ""),
    ],
)
def test_the_subject_in_few_words(found: Answer, question: str, called: str) -> None:
    """A code, a machine with its days, a week; nothing where the question says it best."""
    assert called == title(found, question, now=NOON, zone=UTC)
