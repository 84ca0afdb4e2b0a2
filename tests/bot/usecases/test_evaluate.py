import pytest

from bot.usecases.evaluate import LabelledPaste, evaluate
from bot.usecases.explain import Explain
from kb.library import load_library

EXPLAIN = Explain(load_library())


def paste(name: str, text: str, *codes: str, kind: str = "azcli") -> LabelledPaste:
    """Give a labelled paste."""
    return LabelledPaste(name, text, codes, (), kind)


PASTES = [
    paste("right", "Code: AllocationFailed", "AllocationFailed"),
    paste("wrong", "Code: AllocationFailed", "SkuNotAvailable"),
    paste("unlisted", '{"error":{"code":"MoonPhaseNotSupported","message":"x"}}', "MoonPhaseNotSupported"),
    paste("silent", "lunch at noon", kind="negative"),
    paste("alarm", "Code: NicInUse", kind="negative"),
]


def test_shares_count_what_they_say() -> None:
    """Right, unlisted, abstained and false alarms are counted apart."""
    made = evaluate(PASTES, EXPLAIN)
    everything = next(one for one in made.groups if one.name == "all")

    assert (3, 2) == (everything.with_gold, everything.without_gold)
    assert 1 / 3 == everything.top1
    assert 2 / 3 == everything.or_unlisted
    assert 1 / 3 == everything.abstained
    assert 1 / 2 == everything.false_alarms
    assert ["wrong", "unlisted", "alarm"] == [one.paste.id for one in made.misses]


def test_macro_f1_is_the_mean_over_codes() -> None:
    """One of two answers AllocationFailed is right; the two other codes are never found."""
    made = evaluate(PASTES, EXPLAIN)

    assert made.macro_f1 == pytest.approx((2 / 3 + 0 + 0) / 3)


def test_calibration_compares_confidence_with_the_share_of_right_answers() -> None:
    """The bins hold every match once."""
    made = evaluate(PASTES, EXPLAIN)

    assert 3 == sum(one.count for one in made.bins)
    assert made.bins[-1].right == pytest.approx(1 / 3)


def test_no_pastes_are_no_evaluation() -> None:
    """Nothing to measure is an error, not a perfect score."""
    with pytest.raises(ValueError, match="no pastes"):
        evaluate([], EXPLAIN)
