import doctest

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from kb.library import load_library
from kb.matching import damage, match
from kb.text.cleaning import clean
from kb.text.offsets import TracedText

LIBRARY = load_library()


def first(text: str) -> str | None:
    """Give the code of the best match."""
    found = match(LIBRARY, clean(TracedText(text))).matches
    return found[0].code if found else None


def test_the_examples_in_the_docs_hold() -> None:
    """What the docstrings show is what the functions give."""
    assert 0 == doctest.testmod(damage).failed


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("code: Skunot\navailable", "SkuNotAvailable"),
        ("Error: Skunot available when creating vm", "SkuNotAvailable"),
        ("error code ZonalAllocation\nFailed shown in portal", "ZonalAllocationFailed"),
        ("(Allocation Failed) no room", "AllocationFailed"),
        ("error=ALLOCATION_FAILED", "AllocationFailed"),
        ("OverconstrainedAllocationReqeust", "OverconstrainedAllocationRequest"),
        ("the portal says SkuNotAvailble", "SkuNotAvailable"),
        ("Res0urceNotFound", "ResourceNotFound"),
        ("code=Publi…AddressCannotBeDeleted", "PublicIPAddressCannotBeDeleted"),
        ("Code: VMExtensionProvi...Error", "VMExtensionProvisioningError"),
        ("Deployment validation failed, see https://aka.ms/azureskunotavailable", "SkuNotAvailable"),
    ],
)
def test_damaged_codes_are_known(text: str, code: str) -> None:
    """Line wraps, blanks, slips of the finger and left-out middles do not hide a code."""
    assert first(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "Code: NoRoomInHouse",
        "robocopy ERROR 5 (0x00000005) Copying File Access is denied.",
        "Code: UserErrorDiskDisabledX",
        "IPv9BasicSkuPublicIpCountLimitReached",
    ],
)
def test_another_code_is_not_a_damaged_one(text: str) -> None:
    """Codes that differ by a part or a number are different codes, and numbers are never misspelt."""
    assert first(text) is None


def test_a_cut_that_fits_several_codes_is_no_code() -> None:
    """Where nobody can say which code was cut, none is named, not even as one without a page."""
    found = match(LIBRARY, clean(TracedText("Code: VMExtensionProv...")))

    assert () == found.matches
    assert () == found.unlisted


@given(code=st.sampled_from(LIBRARY.all_codes), data=st.data())
def test_a_slip_of_the_finger_leads_nowhere_farther(code: str, data: st.DataObject) -> None:
    """Of two letters that changed places, the code is found or none, or one that is as near."""
    at = data.draw(st.integers(0, max(0, len(code) - 2)))
    slip = code[:at] + code[at : at + 2][::-1] + code[at + 2 :]
    assume(not LIBRARY.knows(slip))
    found = damage.mended(LIBRARY, slip, 0, len(slip))

    assert found is None or found[0] == code or OSA.distance(found[0], slip) <= 1
