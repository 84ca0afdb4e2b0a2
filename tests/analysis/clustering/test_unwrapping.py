import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.clustering.masking import masked
from analysis.clustering.unwrapping import innermost

MESSAGE = "Disk 'a b' isn't here: \"x\".\n - one\n - two"


def nested(message: str, code: str, *, times: int) -> str:
    """Give a message inside of JSON inside of JSON …, with line breaks as services write them."""
    for _ in range(times):
        message = json.dumps({"error": {"code": code, "message": message}}, indent=1).replace("\n", "\r\n")
    return message


@pytest.mark.parametrize("times", [1, 2, 3, 4])
def test_a_message_is_the_same_however_often_it_was_wrapped(times: int) -> None:
    """JSON in strings in JSON gives back the innermost message to the letter, and its code."""
    assert (MESSAGE, "DiskGone") == innermost(nested(MESSAGE, "DiskGone", times=times))


def test_the_first_detail_counts() -> None:
    """Of an error with details, the first detail is the innermost."""
    details = [{"code": "B", "message": "first"}, {"code": "C", "message": "second"}]

    assert ("first", "B") == innermost(json.dumps({"code": "A", "message": "outer", "details": details}))


def test_masked_numbers_do_no_harm() -> None:
    """Signatures are no JSON any more, and are read all the same."""
    text = masked(json.dumps({"status": 409, "error": {"message": "VM vm-1-a is busy.", "code": "Conflict"}}))

    assert ("VM <*> is busy.", "Conflict") == innermost(text)


def test_a_cut_text_gives_what_is_left() -> None:
    """A log that cut its text still gives the innermost message."""
    assert ("no room at all", "A") == innermost('{"error":{"code":"A","message":"no room at all')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Original Error: Code="A" Message="no room" Details=[]', ("no room", "A")),
        ("Error code: A\nError message: no room", ("no room", "A")),
        ("Error ID: 1500\nError message: no room", ("no room", "1500")),
        ("{'error': {'code': 'A', 'message': \"no room\"}}", ("no room", None)),
        ("The message is plain.", ("The message is plain.", None)),
        ('{"status":"Failed"}', ('{"status":"Failed"}', None)),
        ("", ("", None)),
    ],
)
def test_other_shapes(text: str, expected: tuple[str, str | None]) -> None:
    """Clients' shapes are unwrapped too; what wraps nothing stays as it is."""
    assert expected == innermost(text)


@given(st.text(alphabet='{}"\\:,codemsageCM= \n', max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever is logged, a message comes out."""
    assert isinstance(innermost(text)[0], str)
