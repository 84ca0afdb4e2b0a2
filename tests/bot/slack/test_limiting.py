"""A person who asks much has to wait; nobody else does."""

from bot.slack.limiting import Limiter


class Seconds:
    """A clock of seconds that tests set."""

    at = 0.0

    def __call__(self) -> float:
        """Give the time."""
        return self.at


def test_a_burst_is_allowed_up_to_the_limit() -> None:
    """The first question too many is refused with a word, the next without."""
    limiter = Limiter(3, seconds=Seconds())
    assert ["yes", "yes", "yes", "no", "still no", "still no"] == [limiter.ask("U1") for _ in range(6)]
    assert "yes" == limiter.ask("U2")


def test_tokens_come_back() -> None:
    """With three a minute, one comes back after twenty seconds, and all after a minute; never more than three."""
    seconds = Seconds()
    limiter = Limiter(3, seconds=seconds)
    for _ in range(5):
        limiter.ask("U1")
    seconds.at = 20
    assert ["yes", "no"] == [limiter.ask("U1") for _ in range(2)]
    seconds.at = 3600
    assert ["yes", "yes", "yes", "no"] == [limiter.ask("U1") for _ in range(4)]


def test_zero_is_no_limit() -> None:
    """Any number may be asked, and nobody is remembered."""
    limiter = Limiter(0)
    assert {"yes"} == {limiter.ask("U1") for _ in range(1000)}


def test_many_people_do_not_fill_the_memory() -> None:
    """Who asked longest ago is forgotten first, which lets them ask again."""
    limiter = Limiter(1, seconds=Seconds())
    for number in range(10_001):
        assert "yes" == limiter.ask(f"U{number}")
    assert ("no", "yes") == (limiter.ask("U10000"), limiter.ask("U0"))
