import random

from hypothesis import given
from hypothesis import strategies as st

from analysis.clustering.merging import merged

NONE: frozenset[str] = frozenset()
BUSY = frozenset({"busy"})
KEYS = st.dictionaries(
    st.lists(st.sampled_from(["<*>", "the", "disk", "is", "in", "use", "by", "vm", "web"]), min_size=1, max_size=9).map(
        " ".join
    ),
    st.frozensets(st.sampled_from(["a", "b"])),
    max_size=25,
)


def test_a_plain_word_where_another_has_a_variable_is_a_name() -> None:
    """A disk called `data` is a disk."""
    found = merged({"disk <*> is in use by vm <*>": BUSY, "disk data is in use by vm <*>": BUSY})

    assert {"disk <*> is in use by vm <*>"} == set(found.values())


def test_codes_keep_apart() -> None:
    """What reads like an instance but has another code stays alone."""
    found = merged({"the specified <*> does not exist": frozenset({"a"}), "the specified blob does not exist": BUSY})

    assert 2 == len(set(found.values()))


def test_without_codes_the_words_decide() -> None:
    """Messages without codes can join those with one."""
    found = merged({"disk <*> is in use by vm <*>": BUSY, "disk data is in use by vm <*>": NONE})

    assert 1 == len(set(found.values()))


def test_function_words_are_never_names() -> None:
    """`not` does not stand where a variable is."""
    found = merged({"disk <*> attached to vm <*>": BUSY, "disk not attached to vm <*>": BUSY})

    assert 2 == len(set(found.values()))


def test_five_words_in_one_place_make_it_variable() -> None:
    """Five skeletons that differ in one word only are one, four are not."""
    keys = {f"please restart agent {name} on the machine": BUSY for name in ("red", "green", "blue", "grey", "black")}

    assert {"please restart agent <*> on the machine"} == set(merged(keys).values())
    assert 4 == len(set(merged(dict(list(keys.items())[:4])).values()))


def test_a_phrase_needs_company() -> None:
    """Several plain words in a row are a name only if several such phrases stand in one place."""
    general = "exceeding approved <*> cores quota in this location please ask for more"
    phrases = [general.replace("<*>", phrase) for phrase in ("total regional", "low priority", "new old")]

    assert 2 == len(set(merged({general: BUSY, phrases[0]: BUSY}).values()))
    assert 1 == len(set(merged(dict.fromkeys([general, *phrases], BUSY)).values()))


@given(KEYS, st.randoms(use_true_random=False))
def test_order_does_not_count(keys: dict[str, frozenset[str]], order: random.Random) -> None:
    """The same skeletons give the same patterns in whatever order they come."""
    items = list(keys.items())
    order.shuffle(items)

    assert merged(keys) == merged(dict(items))
