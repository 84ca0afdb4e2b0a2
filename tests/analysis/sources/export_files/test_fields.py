import re

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.sources.export_files.fields import Field, flagged

NAME = "correlationId"
PIECES = st.sampled_from([f'"{NAME}":"', f'"{NAME}" : "', NAME, "correla", f'"{NAME}":', '"x"', "\n", "rela", '"'])
TEXTS = st.lists(PIECES | st.text(alphabet='corelatinId":\\ ', max_size=9), max_size=30).map("".join)


@given(TEXTS)
@example(f'{NAME}"')
@example(f'xx{NAME}":"12')
def test_every_place_of_a_name(text: str) -> None:
    """A field's name is found wherever it stands, at any distance from the start."""
    data = text.encode()
    expected = [found.start() for found in re.finditer(f'{NAME}"'.encode(), data)]
    assert expected == Field(NAME).places(np.frombuffer(data, np.uint8)).tolist()


def test_values() -> None:
    """The first letters of a text follow the name after colon and blanks; other values are no texts."""
    data = f'"{NAME}":"abcd" "{NAME}" :  "efgh" "{NAME}":null, "{NAME}":"i"'.encode()
    letters = np.frombuffer(data, np.uint8)
    field = Field(NAME)
    values, texts = field.values(letters, field.places(letters), 4)
    assert [True, True, False, True] == texts.tolist()
    assert [b"abcd", b"efgh", b'i"'] == [bytes(one).rstrip(b"\0") for one in values[texts]]


@given(st.lists(st.booleans(), max_size=40))
def test_flags(flags: list[bool]) -> None:
    """The places of flags are those that are up."""
    expected = [place for place, flag in enumerate(flags) if flag]
    assert expected == flagged(np.array(flags, np.bool_)).tolist()
