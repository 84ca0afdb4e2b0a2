import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.clustering.learning import Rows, learn
from analysis.clustering.state import OtherRulesError, State, hashed, merge_states
from tests.benchmarks.clustering_messages import some_of_each

MONDAY = datetime(2026, 11, 16, 22, tzinfo=UTC)
MESSAGES = [one.message for one in some_of_each(most=3)[:120]]
CODES = [one.code for one in some_of_each(most=3)[:120]]


def state(places: list[int]) -> State:
    """Give the state of some of the messages, with times, operations and resources."""
    return learn(
        Rows(
            [MESSAGES[place] for place in places],
            [CODES[place] for place in places],
            times=[MONDAY + timedelta(hours=place) for place in places],
            operations=[f"op-{place // 2}" for place in places],
            resources=[None if place % 5 == 0 else f"/VM/{place % 7}" for place in places],
        )
    )


@given(st.randoms(use_true_random=False), st.integers(1, 5))
def test_partitions_in_any_order_give_the_same_state(order: random.Random, parts: int) -> None:
    """Learning all at once gives exactly what learning shuffled parts and merging them gives, exemplars too."""
    places = list(range(len(MESSAGES)))
    whole = state(places)
    order.shuffle(places)

    assert whole == merge_states(state(places[part::parts]) for part in range(parts))


def test_a_state_survives_json() -> None:
    """A state is written and read back without loss, and equal states are equal bytes."""
    first, second = state(list(range(60))), state(list(range(60, 120)))

    assert (first | second).to_json() == (second | first).to_json()
    assert first | second == State.from_json((first | second).to_json())


def test_a_day_is_the_zones_day() -> None:
    """At 22 h in UTC the next day has begun in Tokyo."""
    rows = Rows(["Disk 'a' is in use."], times=[MONDAY])

    assert {(MONDAY + timedelta(days=1)).date()} == {day for _, day in learn(rows, zone="Asia/Tokyo").tallies}
    assert {MONDAY.date()} == {day for _, day in learn(rows).tallies}


def test_operations_and_resources_count_once_whatever_their_case() -> None:
    """Two rows of one operation on one resource are one failure of one resource."""
    rows = Rows(["It failed."] * 2, operations=["ABC", "abc"], resources=["/vm/Web", "/VM/web"])
    (tally,) = learn(rows).tallies.values()

    assert (2, [hashed("abc")], [hashed("/vm/web")]) == (tally.rows, [*tally.operations], [*tally.resources])


def test_counts_of_a_server_are_rows() -> None:
    """Signatures that a server counted are worth as many rows, and get the same keys as the messages themselves."""
    raw = learn(Rows(["Disk 'a' is in use."] * 3))
    counted = learn(Rows(["Disk <*> is in use."], counts=[3]))

    assert raw.tallies == counted.tallies


def test_secrets_are_not_kept() -> None:
    """The exemplar is redacted, and nothing else of a message is kept."""
    secret = "Sv9xQm9vbQ" * 4 + "=="
    found = learn(Rows([f"Cannot connect with AccountKey={secret};EndpointSuffix=core.windows.net"]))

    assert secret.encode() not in found.to_json()
    assert b"[redacted:" in found.to_json()


def test_states_of_other_rules_do_not_merge() -> None:
    """What other masks made cannot be added."""
    with pytest.raises(OtherRulesError):
        merge_states([state([0]), State(rules="other")])


@pytest.mark.parametrize("data", [b"[]", b"{}", b"no", b'{"tallies": 1}', b'{"tallies": [[1]], "exemplars": []}'])
def test_what_is_no_state_is_refused(data: bytes) -> None:
    """Bytes that are no state raise one kind of error."""
    with pytest.raises(ValueError):  # noqa: PT011 - the kind is what is promised
        State.from_json(data)


def test_nothing_learnt_is_an_empty_state() -> None:
    """No rows give the state that changes nothing when merged."""
    assert State() == learn(Rows([]))
    assert state([1]) == state([1]) | learn(Rows([]))
