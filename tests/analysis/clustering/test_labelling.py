import io
import json
import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.clustering.clusterer import FailureClusterer
from analysis.clustering.labelling import BAD, BLANK, Labels, chunks, label_lines
from tests.benchmarks.clustering_messages import some_of_each

PAIRS = [(one.message, one.code) for one in some_of_each(most=5)]
PIECES = st.sampled_from(
    ["\n", "\t", "10.0.0.4", "'a'", '"b"', "\\", "web-01", "é", "‘x’", " ", "disk", "is not", "x-y-z", "{", "}", "/"]
)
MESSAGES = st.lists(PIECES, max_size=12).map("".join)


def labels(lines: Sequence[bytes], *, size: int = 1 << 24) -> list[str | int]:
    """Give the label of each line, read in pieces of some size."""
    found = label_lines(chunks(io.BytesIO(b"\n".join(lines)), size=size))
    return [found.ids[place] if place >= 0 else place for places in found.places for place in places.tolist()]


def test_lines_get_the_clusters_of_their_messages() -> None:
    """Reading lines without their JSON gives what the clusterer gives for the messages."""
    lines = [json.dumps({"message": message, "code": code}).encode() for message, code in PAIRS]
    clusterer = FailureClusterer().fit([message for message, _ in PAIRS], [code for _, code in PAIRS])

    assert clusterer.labels_ == labels(lines)


@pytest.mark.parametrize("size", [64, 1_000, 50_000])
def test_neither_order_nor_pieces_count(size: int) -> None:
    """Shuffled lines in pieces of any size have the same labels."""
    lines = [json.dumps({"code": code, "message": message}).encode() for message, code in PAIRS]
    order = list(range(len(lines)))
    random.Random(size).shuffle(order)
    expected = labels(lines)

    assert [expected[at] for at in order] == labels([lines[at] for at in order], size=size)


@given(st.lists(st.tuples(MESSAGES, st.sampled_from(["A", "B2", "C-3", None])), min_size=1, max_size=6), st.booleans())
def test_escapes_do_not_mislead(pairs: list[tuple[str, str | None]], ascii_only: bool) -> None:  # noqa: FBT001 - drawn
    """Line breaks, quotes, backslashes and letters beyond ASCII beside variable parts are read as JSON means them."""
    lines = [json.dumps({"message": text, "code": code}, ensure_ascii=ascii_only).encode() for text, code in pairs]
    clusterer = FailureClusterer().fit([text for text, _ in pairs], [code for _, code in pairs])

    assert clusterer.labels_ == labels(lines)


def test_bad_lines_are_told_and_the_rest_goes_on() -> None:
    """What is no object with a message is bad, an empty line is blank, and neither moves the others."""
    lines = [b'{"message": "x"}', b"", b"no json", b'{"message": 3}', b"[]", b"\xff\xfe", b'{"message": "x"}', b"  "]
    found = labels(lines)

    assert found[0] == found[6]
    assert [BLANK, BAD, BAD, BAD, BAD] == found[1:6]
    assert BLANK == found[7]


def test_a_bad_line_does_not_spoil_its_look_alike() -> None:
    """Of two lines with one mask, of which one is no JSON, the other has its cluster whatever comes first."""
    good, bad = b'{"n": 10, "message": "x"}', b'{"n": 01, "message": "x"}'

    assert labels([good])[0] == labels([bad, good])[1] == labels([good, bad])[0]


def test_codes_with_digits_keep_apart() -> None:
    """A code that the masks would blank is read."""
    one, other = labels([b'{"message": "Not found.", "code": "E1"}', b'{"message": "Not found.", "code": "E2"}'])

    assert one != other


def test_no_lines_are_no_labels() -> None:
    """An empty file is no failure."""
    assert Labels((), ()) == label_lines([])
