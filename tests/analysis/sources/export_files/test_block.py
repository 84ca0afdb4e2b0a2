from hypothesis import given
from hypothesis import strategies as st

from analysis.sources.export_files.block import Block

DATA = st.lists(st.sampled_from([b"{}", b"\n", b"\r\n", b"{", b"x", b" "]), min_size=1, max_size=30).map(b"".join)


@given(DATA)
def test_lines_of_a_block(data: bytes) -> None:
    """Lines begin behind newlines and end before them, the last one at the end of the block."""
    block = Block(data)
    expected = data.removesuffix(b"\n").split(b"\n")
    assert expected == [data[start:stop] for start, stop in zip(block.starts, block.stops, strict=True)]


@given(DATA)
def test_last_line(data: bytes) -> None:
    """The last line is the last that is not blank."""
    expected = next((line.rstrip() for line in reversed(data.split(b"\n")) if line.strip()), b"")
    assert expected == Block(data).last


@given(DATA)
def test_strange_lines(data: bytes) -> None:
    """Lines that do not begin and end like an object are counted, but for blank ones and one without a newline."""
    lines = [line.removesuffix(b"\r") for line in data.split(b"\n")[:-1]]
    expected = sum(not (line.startswith(b"{") and line.endswith(b"}")) for line in lines if line)
    assert expected == Block(data).strange()


def test_samples_are_whole_lines_once_each() -> None:
    """A block of one long line has one sample, a block of many lines several, the first among them."""
    assert [b"x" * 99] == Block(b"x" * 99 + b"\n").samples
    lines = [f"{number:03}".encode() for number in range(100)]
    samples = Block(b"\n".join(lines)).samples
    assert samples[0] == lines[0]
    assert set(samples) <= set(lines)
    assert len(samples) == len(set(samples)) > 1
