"""A form becomes a page that reads back, holds nothing of anybody's, and tells which field is wrong."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.usecases.teach.form import Form, Misfit, form_of, masked, misfits, page_of, prefilled
from kb.faults import Fault
from kb.reading import read

FORM = Form(
    provider="compute",
    code="GadgetStuck",
    title="The gadget is stuck",
    meaning="The gadget of the machine does not turn.",
    fix="Look at it.\naz vm show --resource-group {resource_group} --name {vm}\n2) Turn it by hand.",
    example="Code: GadgetStuck\nMessage: The gadget of VM 'vm-01' does not turn.",
)
KEY = "AccountKey=" + "c2VjcmV0" * 8


def page(form: Form = FORM) -> str:
    """Give the page of a form that makes one."""
    made = page_of(form)
    assert not isinstance(made, Misfit)
    return made[1]


def test_a_form_is_a_page() -> None:
    """Lines are steps, commands stand below theirs with what they do, and the page reads without a fault."""
    reading = read(page(), entry_id="compute/GadgetStuck", path="x")
    assert () == reading.faults
    assert reading.entry is not None
    first, second = reading.entry.fixes
    assert ("Look at it.", "Turn it by hand.") == (first.text, second.text)
    assert [("sh", "read")] == [(one.shell, one.effect) for one in first.commands]
    assert ("team", "draft") == (reading.entry.origin, reading.entry.status)


def test_a_page_is_a_form_again() -> None:
    """What was proposed can be edited: the form of its page makes the same page."""
    again = form_of("compute/GadgetStuck", page())
    assert again is not None
    assert page() == page(again)
    assert None is form_of("compute/GadgetStuck", "no page")


def test_a_variant_stands_behind_a_dot() -> None:
    """The page is named with it, the code is listed without."""
    made = page_of(replace(FORM, code="GadgetStuck.rusty"))
    assert not isinstance(made, Misfit)
    assert ("compute/GadgetStuck.rusty", True) == (made[0], "codes: [GadgetStuck]\n" in made[1])


@pytest.mark.parametrize("code", ["", "two words", "../../etc/passwd", "x", "Code.", "a/b", "Code.UPPER"])
def test_a_name_that_is_none_is_told(code: str) -> None:
    """The fault stands at the field of the code, and nothing is ever written outside a folder."""
    made = page_of(replace(FORM, code=code))
    assert isinstance(made, Misfit)
    assert "code" == made.field


def test_an_example_is_masked() -> None:
    """Names, ids, addresses and secrets are nobody's any more; what Azure says stays."""
    text = (
        "Operation on VM 'web-77' in resource group 'rg-shop' failed for ada@home.org at 20.1.2.3, subscription "
        f"11112222-3333-4444-5555-666677778888, {KEY}: SkuNotAvailable"
    )
    shown = masked(text)
    assert not re.search(r"web-77|rg-shop|home\.org|20\.1\.2\.3|11112222|c2VjcmV0", shown)
    assert "SkuNotAvailable" in shown
    assert shown == prefilled(text).example


@given(st.builds(Form, st.just("compute"), st.just("GadgetStuck"), *[st.text(max_size=80)] * 4))
def test_any_words_make_a_page_or_faults(form: Form) -> None:
    """Nothing that is typed breaks, and every fault belongs to a field that the form has."""
    text = page(form)
    wrong = misfits(list(read(text, entry_id="compute/GadgetStuck", path="x").faults), text)
    assert {one.field for one in wrong} <= {"code", "title", "meaning", "fix", "example"}


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("title:", "title"),
        ("codes:", "code"),
        ("The gadget of", "meaning"),
        ("az vm show", "fix"),
        ("Message:", "example"),
    ],
)
def test_a_fault_belongs_to_the_field_of_its_line(words: str, field: str) -> None:
    """A line tells its field by the heading above it, or by its key."""
    line = next(number for number, one in enumerate(page().split("\n"), start=1) if words in one)
    fault = Fault("x", line, "this is wrong", "mend it")
    (only,) = misfits([fault, replace(fault, severity="warning")], page())
    assert (field, "This is wrong; mend it.") == (only.field, only.what)
