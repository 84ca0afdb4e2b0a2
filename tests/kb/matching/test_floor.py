"""How right the matcher has to be on our own labelled pastes; raise the floors when it gets better."""

import json
from pathlib import Path

import pytest

from bot.cli.evaluation import read_pastes
from bot.usecases.evaluate import Evaluation, evaluate
from bot.usecases.explain import Explain
from kb.library import load_library

DATA = Path(__file__).parents[2] / "data" / "pastes.jsonl"


@pytest.fixture(scope="module")
def figures() -> Evaluation:
    """All figures on the set."""
    pastes, skipped = read_pastes(DATA.read_text(encoding="utf-8").split("\n"))
    assert [] == skipped
    return evaluate(pastes, Explain(load_library()))


@pytest.mark.parametrize(
    ("group", "top1", "or_unlisted"),
    [("all", 0.87, 0.915), ("code in text", 0.89, 0.97), ("no code in text", 0.87, 0.87), ("question", 0.78, 0.78)],
)
def test_answers_are_right_often_enough(figures: Evaluation, group: str, top1: float, or_unlisted: float) -> None:
    """The first match is right, or a code without a page is named."""
    found = next(one for one in figures.groups if one.name == group)

    assert found.top1 is not None
    assert found.or_unlisted is not None
    assert found.top1 >= top1
    assert found.or_unlisted >= or_unlisted


def test_what_needs_no_explanation_is_left_alone(figures: Evaluation) -> None:
    """Other products, small talk and healthy states get no match."""
    nothing = next(one for one in figures.groups if one.name == "nothing to explain")

    assert nothing.false_alarms is not None
    assert nothing.false_alarms <= 0.02


def test_a_sure_answer_is_right(figures: Evaluation) -> None:
    """Of matches called confirmed at least 98 of 100 are right, and confidence is near the truth on the whole."""
    sure = [one for one in figures.bins if one.low >= 0.9]

    assert sure[0].right >= 0.98
    assert figures.calibration_error is not None
    assert figures.calibration_error <= 0.06


def test_the_set_names_every_item_once() -> None:
    """An item that stands twice would count twice."""
    ids = [json.loads(line)["id"] for line in DATA.read_text(encoding="utf-8").splitlines()]

    assert len(ids) == len(set(ids))
