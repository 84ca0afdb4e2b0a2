from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.library import Library, load_library
from kb.matching import Matching, grade, match
from kb.text.cleaning import clean
from kb.text.offsets import TracedText
from tests.kb.pages import library_of, write_page

LIBRARY = load_library()


def asked(text: str, library: Library = LIBRARY) -> Matching:
    """Give what a text is about."""
    return match(library, clean(TracedText(text)))


def codes(text: str, library: Library = LIBRARY) -> list[str]:
    """Give the codes of the matches."""
    return [one.code for one in asked(text, library).matches]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small library with a wrapper, variants, a generic code and a status."""
    write_page(
        tmp_path, "resources/OuterFailed", more="wraps: true\ninner: in details\n", example="OuterFailed: see details"
    )
    write_page(
        tmp_path, "compute/NoRoomInZone", example="NoRoomInZone: The zone has no room left for another guest tonight."
    )
    write_page(tmp_path, "compute/Refused", example="Refused: The request was refused.")
    write_page(
        tmp_path,
        "compute/Refused.quota",
        more="match: ['(?i)exceeds the quota of rooms']\n",
        example="Refused: This exceeds the quota of rooms.",
    )
    write_page(
        tmp_path, "compute/Refused.locked", example="Refused: The door was locked by the night porter before you came."
    )
    write_page(
        tmp_path,
        "resources/Conflict",
        more="generic: true\n",
        example='{"error":{"code":"Conflict","message":"Try later."}}',
    )
    write_page(
        tmp_path, "compute/DoorState.Ajar", codes="DoorState/Ajar, DoorState", kind="status", example="DoorState: Ajar"
    )
    write_page(
        tmp_path, "compute/DoorState.Shut", codes="DoorState/Shut, DoorState", kind="status", example="DoorState: Shut"
    )
    return tmp_path


def test_the_innermost_specific_code_wins_over_wrappers(folder: Path) -> None:
    """A wrapper says look inside, so we do."""
    text = '{"error":{"code":"OuterFailed","details":[{"code":"NoRoomInZone","message":"x"}]}}'

    assert ["NoRoomInZone"] == codes(text, library_of(folder))


def test_a_wrapper_alone_is_the_answer(folder: Path) -> None:
    """With nothing more specific inside, the wrapper's page says where to look."""
    assert ["OuterFailed"] == codes('{"error":{"code":"OuterFailed","message":"see details"}}', library_of(folder))


def test_a_code_without_a_page_is_unlisted_and_never_a_match(folder: Path) -> None:
    """An unknown inner code is named; neither its wrapper nor a look-alike stands in for it."""
    found = asked(
        '{"error":{"code":"OuterFailed","details":[{"code":"NoRoomInHouse","message":"x"}]}}', library_of(folder)
    )

    assert () == found.matches
    assert ("NoRoomInHouse",) == found.unlisted


@pytest.mark.parametrize(
    ("message", "page"),
    [
        ("This exceeds the quota of rooms by 3.", "compute/Refused.quota"),
        ("The door was locked by the night porter at 22:00, before you came.", "compute/Refused.locked"),
        ("Something else entirely.", "compute/Refused"),
    ],
)
def test_variants_are_told_apart_by_message(folder: Path, message: str, page: str) -> None:
    """The page whose pattern or message fits wins, else the code's main page."""
    library = library_of(folder)
    found = asked(f'Code="Refused" Message="{message}"', library)

    assert page == library.id_of(found.matches[0].known)


def test_a_message_without_its_code_is_found(folder: Path) -> None:
    """People paste messages; a characteristic one is enough, with the stretch that made the match."""
    found = asked("portal says: The zone has no room left for another guest tonight!", library_of(folder))

    assert ["NoRoomInZone"] == [one.code for one in found.matches]
    assert "message" == found.matches[0].evidence[0].kind
    assert (13, 64) == (found.matches[0].evidence[0].start, found.matches[0].evidence[0].end)


def test_several_errors_give_several_answers(folder: Path) -> None:
    """Each independent error has its own number, and its own match."""
    text = 'Error: Code="NoRoomInZone" Message="a"\n\nError: Code="Refused" Message="b"'
    found = asked(text, library_of(folder))

    assert [("NoRoomInZone", 0), ("Refused", 1)] == [(one.code, one.error) for one in found.matches]


def test_a_code_that_others_print_too_counts_only_inside_an_azure_error(folder: Path) -> None:
    """`Conflict` in an error object is Azure's; in a sentence, or on a line of another cloud, it is not."""
    library = library_of(folder)

    assert ["Conflict"] == codes('{"error":{"code":"Conflict","message":"x"}}', library)
    assert [] == codes("Conflict: you cannot merge this branch", library)
    assert [] == codes("An error occurred (Conflict) when calling the PutItem operation on aws", library)


def test_the_value_of_a_status_chooses_its_page(folder: Path) -> None:
    """Pages of one property are told apart by the value that follows it, spelt with or without a slash."""
    library = library_of(folder)

    assert "compute/DoorState.Shut" == library.id_of(asked("what does DoorState Shut mean?", library).matches[0].known)
    assert "compute/DoorState.Ajar" == library.id_of(asked("DoorState/Ajar since noon, why?", library).matches[0].known)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("it says ZonalAllocationFaile", "ZonalAllocationFailed"),
        ("Code: ZonalAlocationFailed", "ZonalAllocationFailed"),
        ("why do I get a zonalallocationfailed on start", "ZonalAllocationFailed"),
        ("OVERCONSTRAINEDALLOCATIONREQUEST again", "OverconstrainedAllocationRequest"),
    ],
)
def test_codes_are_found_cut_misspelt_and_in_other_casing(text: str, code: str) -> None:
    """A damaged code still finds its page."""
    assert [code.lower()] == [one.lower() for one in codes(text)]


@pytest.mark.parametrize("code", ["ZonalDeallocationFailed", "VMExtensionProvisioningErrors2", "NicInUsed4"])
def test_a_different_code_is_no_misspelling(code: str) -> None:
    """Another part, number or beginning makes another code, which is unlisted."""
    found = asked(f'{{"error":{{"code":"{code}","message":"something new"}}}}')

    assert () == found.matches
    assert (code,) == found.unlisted


@pytest.mark.parametrize(
    "text",
    [
        "lunch at 12:30? the thai place again",
        "Permission denied (publickey).",
        "Error: Process completed with exit code 1.",
        "Traceback (most recent call last):\n  KeyError: 'src'",
        'az group create -n rg-test -l westeurope\n{ "properties": { "provisioningState": "Succeeded" } }',
        "rpc error: code = NotFound desc = manifest unknown",
        "PowerState/running ProvisioningState/succeeded vm-app-01",
        "",
    ],
)
def test_what_is_no_failure_of_azure_gets_no_match(text: str) -> None:
    """Small talk, other products and healthy states are not explained."""
    assert () == asked(text).matches


def test_the_seed_samples_find_the_error_inside() -> None:
    """Escaped, single-quoted and cut samples of extension errors give the extension's code, not the wrapper."""
    head = r"'statusMessage': '{\\'status\\':\\'Failed\\',\\'error\\':{\\'code\\':\\'ResourceOperationFailure\\',\\'message\\':\\'The resource operation completed with terminal provisioning state 'Failed'.\\',\\'details\\':[{\\'code\\':"

    assert (
        "VMExtensionProvisioningError"
        == codes(
            head
            + r"\\'VMExtensionProvisioningError\\',\\'message\\':\\'Multiple VM extensions failed to be provisioned on the VM. Please see the VM extension instance view for other failures."
        )[0]
    )
    assert (
        "VMExtensionProvisioningTimeout"
        == codes(
            head
            + r"\\'VMExtensionProvisioningTimeout\\',\\'message\\':\\'Provisioning of VM extension configure-settings has timed out. Extension provisioning has taken too long to complete."
        )[0]
    )
    assert (
        "VMExtensionHandlerNonTransientError"
        == codes(
            "{'status': 'Failed','error': {'code':'VMExtensionHandlerNonTransientError','message': 'The handler for VM extension type 'Microsoft.EnterpriseCloud.Monitoring.OmsAgentForLinux' has reported terminal failure for VM extension 'OmsAgentForLinux' with error message: '[ExtensionOperationError] Non-zero exit code: 10"
        )[0]
    )


def test_evidence_of_a_code_points_at_it_in_the_paste() -> None:
    """The offsets of the evidence give the code as it stands in the text as given."""
    text = "│ \x1b[31mError\x1b[0m: (&quot;x&quot;) with error: AllocationFailed: no"
    seen = asked(text).matches[0].evidence[0]

    assert "AllocationFailed" == text[seen.start : seen.end]


def test_grades_follow_confidence() -> None:
    """Three words for three ranges of confidence."""
    assert ("confirmed", "likely", "possible") == (grade(0.99), grade(0.9), grade(0.6))


@given(st.text(max_size=400))
def test_any_text_gets_an_answer(text: str) -> None:
    """No text breaks the matcher; confidences lie between a half and one."""
    found = asked(text)

    assert all(0.5 <= one.confidence <= 1 for one in found.matches)
    assert not (found.matches and found.nearest)


@given(st.text(st.sampled_from("{}\"':\\, codemsgAlFaiNtUI"), max_size=300))
def test_equal_texts_get_equal_answers(text: str) -> None:
    """Nothing but the text and the library decides."""
    assert asked(text) == asked(text)


def test_feedback_moves_likeness_and_never_a_code(folder: Path) -> None:
    """Trust makes a match by words surer or lets it go; a code in the text stands whatever people said."""
    library = library_of(folder)
    by_words = clean(TracedText("portal says: The zone has no room left for another guest tonight!"))
    by_code = clean(TracedText('Code="NoRoomInZone" Message="x"'))
    plain = match(library, by_words).matches[0].confidence

    assert plain < match(library, by_words, trust={"compute/NoRoomInZone": 1.1}).matches[0].confidence
    assert () == match(library, by_words, trust={"compute/NoRoomInZone": 0.1}).matches
    assert match(library, by_code) == match(library, by_code, trust={"compute/NoRoomInZone": 0.1})
