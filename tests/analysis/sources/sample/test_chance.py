from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from analysis.sources.sample.chance import Chance, guid


def drawn(*key: object) -> list[object]:
    """Give what a stream draws first, of each kind."""
    chance = Chance(*key)
    return [chance.between(1, 1000), chance.pick("abc"), chance.happens(0.5), chance.seconds(0, 60), chance.count(4)]


def test_the_same_key_draws_the_same() -> None:
    """A stream depends on its key alone, and another key gives another stream."""
    assert drawn("life", 1, "web-01") == drawn("life", 1, "web-01")
    assert drawn("life", 1, "web-01") != drawn("life", 2, "web-01")


def test_what_a_key_draws_is_known() -> None:
    """The draws of a key are the same on every machine and every Python: these were written down once."""
    assert [721, "a", False, timedelta(seconds=40, microseconds=252985), 2] == drawn("known")


@given(low=st.integers(-50, 50), width=st.integers(0, 50), key=st.text(max_size=8))
def test_whole_numbers_lie_between_the_ends(low: int, width: int, key: str) -> None:
    """Both ends can be drawn, and nothing beyond them."""
    chance = Chance(key)
    assert all(low <= chance.between(low, low + width) <= low + width for _ in range(20))


def test_counts_have_their_mean() -> None:
    """Counts scatter around their mean as rare events do."""
    chance = Chance("mean")
    counts = [chance.count(4) for _ in range(2000)]
    mean = sum(counts) / len(counts)
    spread = sum((count - mean) ** 2 for count in counts) / len(counts)
    assert (3.8 < mean < 4.2, 3.4 < spread < 4.6) == (True, True)


def test_ids_look_like_ids() -> None:
    """An id made from a name has the form of a random GUID, and another name has another id."""
    found = guid("web-01")
    assert ([8, 4, 4, 4, 12], "4", "a") == ([len(part) for part in found.split("-")], found[14], found[19])
    assert found != guid("web-02")
