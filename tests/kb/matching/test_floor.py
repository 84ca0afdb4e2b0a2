"""How right the matcher has to be on our own labelled pastes; raise the floors when it gets better."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from bot.cli.evaluation import read_pastes
from bot.usecases.evaluate import Evaluation, evaluate
from bot.usecases.explain import Explain
from kb.library import load_library
from tests.benchmarks.reliability import reported

DATA = Path(__file__).parents[2] / "data" / "pastes.jsonl"


@pytest.fixture(scope="module")
def figures() -> Evaluation:
    """All figures on the pastes that nothing was chosen on."""
    pastes, skipped = read_pastes(reported(DATA.read_text(encoding="utf-8").splitlines()))
    assert [] == skipped
    return evaluate(pastes, Explain(load_library()))


@pytest.mark.parametrize(
    ("group", "top1", "or_unlisted"),
    [("all", 0.85, 0.875), ("code in text", 0.89, 0.97), ("no code in text", 0.90, 0.90), ("question", 0.79, 0.79)],
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
    assert nothing.false_alarms <= 0.012


def test_grades_mean_what_they_say() -> None:
    """Of matches called confirmed at least 98 of 100 are right, of likely ones 85, of possible ones 50."""
    pastes, _ = read_pastes(reported(DATA.read_text(encoding="utf-8").splitlines()))
    explain, right = Explain(load_library()), defaultdict[str, list[bool]](list)
    for one in pastes:
        for match in explain(one.text).matches[:1]:
            wanted = {code.lower() for code in (*one.codes[:1], *one.acceptable)}
            right[match.grade].append(match.code.lower() in wanted)

    least = {"confirmed": 0.98, "likely": 0.85, "possible": 0.5}
    assert [] == [grade for grade, hits in right.items() if sum(hits) < least[grade] * len(hits)]


def test_confidence_is_near_the_truth(figures: Evaluation) -> None:
    """On the whole, as many answers are right as their confidence says."""
    assert figures.calibration_error is not None
    assert figures.calibration_error <= 0.06


def test_the_set_names_every_item_once() -> None:
    """An item that stands twice would count twice."""
    ids = [json.loads(line)["id"] for line in DATA.read_text(encoding="utf-8").splitlines()]

    assert len(ids) == len(set(ids))
