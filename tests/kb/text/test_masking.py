import doctest

from hypothesis import given
from hypothesis import strategies as st

from kb.text import features, masking, regions, values
from kb.text.masking import message_key, words


def test_the_examples_in_the_docs_hold() -> None:
    """What the docstrings of this room show is what the functions give."""
    for module in (features, masking, regions, values):
        assert 0 == doctest.testmod(module).failed


def test_messages_of_one_template_have_the_same_words() -> None:
    """Names, ids, numbers, sizes and links do not tell two failures apart."""
    one = "Disk 'data-01' (1a2b3c4d-0000-1111-2222-333344445555) of 128 GB can't be attached, see https://aka.ms/x"
    other = "Disk 'pvc-77' (00000000-0000-0000-0000-000000000000) of 4095 GB cannot be attached, see https://aka.ms/y"

    assert [word for word, _, _ in words(one)] == [word for word, _, _ in words(other)]


@given(st.text(max_size=200))
def test_a_key_is_stable(text: str) -> None:
    """Bringing a message to its form twice changes nothing more, unless an escape hid another."""
    once = message_key(text)

    assert "\\" in text or once == message_key(once)


@given(st.text(max_size=200))
def test_words_stand_where_they_say(text: str) -> None:
    """Offsets of words are in order and inside the text."""
    last = 0
    for _, start, end in words(text):
        assert last <= start <= end <= len(text) or start < last
        last = start
