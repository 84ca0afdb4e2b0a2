"""A score becomes a confidence by data that kb evaluates without any library."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kb.library import Known
from kb.matching import Evidence, Match
from kb.matching.calibration import calibrated, shipped
from kb.matching.confidence import POSSIBLE

CODE, ASKED = Evidence("code", "AllocationFailed", 0, 16), Evidence("similar", "no room", 0, 7)
FOUND = Match(Known(0, 0), "AllocationFailed", 0.95, 0, (CODE,))


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_score_is_never_a_lower_confidence(one: float, other: float) -> None:
    """Calibration changes no order among answers of one kind."""
    low, high = sorted((one, other))
    assert shipped()(low, "code") <= shipped()(high, "code")


@given(st.floats(0, 1))
def test_a_confidence_is_a_chance(score: float) -> None:
    """It lies between 0 and 1, and a score that is enough for an answer stays enough."""
    sure = shipped()(score, "pattern")
    assert 0 <= sure < 1
    assert (sure >= POSSIBLE) or score < POSSIBLE


def test_likeness_keeps_its_score() -> None:
    """What nothing was fitted on stays as it is."""
    assert 0.61 == shipped()(0.61, "similar")
    asked = replace(FOUND, confidence=0.61, evidence=(ASKED,))
    assert (asked,) == calibrated([asked])


def test_a_code_in_the_text_is_surer_than_its_score() -> None:
    """Scores of exact evidence are modest."""
    assert calibrated([FOUND])[0].confidence > FOUND.confidence


def test_an_alternative_is_never_surer_than_the_answer() -> None:
    """Only the first match of each error is calibrated; what follows it keeps its score, or less."""
    other = replace(FOUND, known=Known(0, 1), confidence=0.5)
    above = replace(FOUND, known=Known(0, 2), confidence=0.999)
    elsewhere = replace(FOUND, known=Known(0, 3), error=1)

    made = calibrated([FOUND, other, above, elsewhere])

    assert [made[0].confidence, 0.5, made[0].confidence, made[0].confidence] == [one.confidence for one in made]
