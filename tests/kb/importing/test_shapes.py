from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from kb.checks import check_pages
from kb.checks.page import Page
from kb.entry import Command, Entry, Reference, Step
from kb.importing import Imported
from kb.reading import render
from tests.kb.importing.documents import DOCS, by_id, imported, imported_text


@pytest.fixture(scope="module")
def result() -> Imported:
    """Give what the made-up documents give."""
    return imported(DOCS)


@pytest.fixture(scope="module")
def drafts(result: Imported) -> Mapping[str, Entry]:
    """Give the drafts of the made-up documents by id."""
    return by_id(result)


def texts(steps: tuple[Step, ...]) -> list[str]:
    """Give the texts of steps."""
    return [step.text for step in steps]


def messages(entry: Entry) -> list[str]:
    """Give the example messages of a page."""
    return [example.text for example in entry.examples if not example.constructed]


def test_an_article_gives_code_alias_exit_code_message_causes_and_steps(drafts: Mapping[str, Entry]) -> None:
    """One article for one code: tabs become commands of one step, with effect and places to fill in."""
    entry = drafts["compute/RoofLeakFailed"]

    assert ("RoofLeakFailed", "ERR_ROOF_LEAK") == entry.codes
    assert ("50",) == entry.exit_codes
    assert ("A tile is missing.", "The gutter is full.") == entry.causes
    assert (
        Step("Do not climb in a storm."),
        Step(
            "Look at the roof.",
            (
                Command("az vm show --resource-group {resource_group} --name {vm}", "sh", "read"),
                Command("Get-AzVM -ResourceGroupName {resource_group} -Name {vm}", "pwsh", "read"),
            ),
        ),
        Step(
            "Take the broken tile away. What lies under it is lost.", (Command("rm -rf /roof/tile", "sh", "destroy"),)
        ),
        Step("Put a new one there. See tiles."),
    ) == entry.fixes
    assert [
        'Code="RoofLeakFailed"\nMessage="Rain came into house \'<house-name>\' (00000000-0000-0000-0000-000000000000)."'
    ] == messages(entry)


def test_a_draft_says_where_it_comes_from(drafts: Mapping[str, Entry]) -> None:
    """Origin, status, source, licence and address stand on every draft."""
    entry = drafts["compute/RoofLeakFailed"]

    assert ("imported", "draft", "CC-BY-4.0") == (entry.origin, entry.status, entry.license)
    assert "house-docs/support/azure/virtual-machines/error-code-roofleakfailed.md" == entry.source
    assert (
        Reference(
            "Troubleshoot the RoofLeakFailed error code (50)",
            "https://learn.microsoft.com/troubleshoot/azure/virtual-machines/error-code-roofleakfailed",
        ),
    ) == entry.references


def test_a_row_of_code_and_message_gives_a_page_without_invented_steps(drafts: Mapping[str, Entry]) -> None:
    """A table without fixes leads to the document instead."""
    entry = drafts["compute/DoorNotFound"]

    assert ["Code: DoorNotFound\nMessage: The door '{0}' was not found in house '{1}'."] == messages(entry)
    assert ["Read 'Error messages of houses'; it names no steps for this code."] == texts(entry.fixes)


def test_a_code_of_several_causes_gives_variants_and_a_main_page(drafts: Mapping[str, Entry]) -> None:
    """Messages with advice of their own are pages of their own, told apart by pattern; the rest stays on the main one."""
    main = drafts["compute/WindowNotAllowed"]
    wet = drafts["compute/WindowNotAllowed.window-set-wall-wet"]
    many = drafts["compute/WindowNotAllowed.house-windows-most-remove"]

    assert (wet.id, many.id) == main.related
    assert ["Code: WindowNotAllowed\nMessage: Windows are not possible in a cellar."] == messages(main)
    assert ["Please wait until it is dry."] == texts(wet.fixes)
    assert (r"(?i)because the wall is wet\. Please wait until it is dry",) == wet.match
    assert (many.examples[0].text,) == wet.counter_examples


def test_a_single_word_counts_as_code_in_a_column_of_codes(drafts: Mapping[str, Entry]) -> None:
    """`Conflict` is a code where the document calls it one, and a general one."""
    assert drafts["compute/Conflict"].generic


def test_an_included_table_is_read_with_the_document(drafts: Mapping[str, Entry]) -> None:
    """The page names the file the row stands in, and the address of the document that shows it."""
    entry = drafts["compute/TileStoreUnavailable"]

    assert "house-docs/includes/tiles.md" == entry.source
    assert entry.references[0].url.endswith("/azure/virtual-machines/error-messages")


def test_names_set_apart_by_a_break_are_names_of_one_cause(drafts: Mapping[str, Entry]) -> None:
    """One row is one page; links in its last cell are references."""
    entry = drafts["resources/PlanTooLargeFailed"]

    assert ("PlanTooLargeFailed", "HousePlanTooLargeFailed") == entry.codes
    assert "https://learn.microsoft.com/azure/plans/limits#size" == entry.references[1].url
    assert ("PlanNotReadable", "PlanNotWritable") == drafts["resources/PlanNotReadable"].codes


def test_codes_and_messages_in_parallel_are_pages_of_their_own(tmp_path: Path) -> None:
    """Two codes beside two messages in one row are two errors."""
    table = "# A\n\n| Error code | Message |\n|-|-|\n| DoorFailed<br>RoofFailed | No door.<br/>No roof. |\n"
    drafts = by_id(imported_text(tmp_path, table))

    assert ["Code: DoorFailed\nMessage: No door."] == messages(drafts["compute/DoorFailed"])
    assert ["Code: RoofFailed\nMessage: No roof."] == messages(drafts["compute/RoofFailed"])


def test_a_table_without_outer_pipes_gives_status_message_and_advice(drafts: Mapping[str, Entry]) -> None:
    """Key, message and description; the sentence that says what to do is the fix."""
    entry = drafts["compute/HedgeTooTallFailed"]

    assert ("409",) == entry.http
    assert ["Code: HedgeTooTallFailed\nMessage: The hedge of '<garden>' is {0} m high."] == messages(entry)
    assert ["Reduce its height."] == texts(entry.fixes)


def test_causes_that_are_links_take_their_steps_from_where_they_lead(drafts: Mapping[str, Entry]) -> None:
    """Anchors by name and by heading are followed."""
    entry = drafts["recovery-services/UserErrorHouseLocked"]

    assert "A copy needs an open door." == entry.meaning
    assert ("Nobody is at home", "The key is lost (on Sundays)") == entry.causes
    assert [
        "Nobody is at home: ring the bell twice.",
        "The key is lost (on Sundays): look under the mat.",
    ] == texts(entry.fixes)


def test_a_heading_of_several_codes_gives_one_page(drafts: Mapping[str, Entry]) -> None:
    """`A / B / C - message` is one problem under three names, each message with its own code."""
    entry = drafts["recovery-services/CopyFailedAtDoor"]

    assert ("CopyFailedAtDoor", "CopyFailedAtWindow", "CopyFailedAtRoof") == entry.codes
    assert ["Take the piano out.", "Copy once more."] == texts(entry.fixes)
    assert "Error code: CopyFailedAtRoof\nError message: The copy got stuck below the roof." in messages(entry)


def test_number_and_name_of_a_heading_are_both_codes(drafts: Mapping[str, Entry]) -> None:
    """Names come first, as people search for them."""
    assert ("HouseNotFound", "BHouseGone", "320001", "400094") == drafts["recovery-services/HouseNotFound"].codes


def test_a_recommended_action_is_the_fix_and_what_stands_before_it_the_cause(drafts: Mapping[str, Entry]) -> None:
    """Bullets before the label are causes."""
    entry = drafts["recovery-services/UserErrorAtticFull"]

    assert ("There are too many boxes.",) == entry.causes
    assert ["Carry three boxes down, and copy again."] == texts(entry.fixes)


def test_a_self_help_file_is_about_the_code_in_its_name(drafts: Mapping[str, Entry]) -> None:
    """The casing comes from the text; recommended steps and documents are read."""
    entry = drafts["recovery-services/UserErrorCellarWet"]

    assert ("UserErrorCellarWet",) == entry.codes
    assert "The cellar is wet" == entry.title
    assert ["Pump the water out.", "Dry the walls."] == texts(entry.fixes)
    assert (Reference("Cellars", "https://learn.microsoft.com/azure/houses/cellars"),) == entry.references


def test_a_list_of_linked_codes_gives_a_page_each(drafts: Mapping[str, Entry]) -> None:
    """Three codes in one link are one page; links without a code are none."""
    assert ("LampFailedRed", "LampFailedGreen", "LampFailedBlue") == drafts["recovery-services/LampFailedRed"].codes
    assert "Something stands on the stairs" == drafts["recovery-services/UserErrorStairsBlocked"].meaning


def test_numbers_in_brackets_of_a_heading_are_codes(drafts: Mapping[str, Entry]) -> None:
    """The table below adds the message and the causes."""
    entry = drafts["site-recovery/150801"]

    assert ["Code: 150801\nMessage: The second house HouseName cannot be built."] == messages(entry)
    assert ("The brickyard is closed.", "The cart is broken.") == entry.causes
    assert ("151901", "151902") == drafts["site-recovery/151901"].codes
    assert ("Snow lies on the road.",) == drafts["site-recovery/151901"].causes


def test_annotations_bring_their_attributes_however_they_are_spelt(drafts: Mapping[str, Entry]) -> None:
    """Unclosed lists, other casing and misspelling; a row behind a blank line belongs to the table."""
    entry = drafts["resource-health/VirtualHouseShaken"]

    assert ("annotation", "platform") == (entry.kind, entry.act)
    assert ("Platform Initiated", "Not Applicable", "Degraded") == (entry.context, entry.category, entry.impact)
    assert ["We recommend that you move out."] == texts(drafts["resource-health/VirtualHousePainted"].fixes)
    assert "resource-health/VirtualHouseSold" in drafts


def test_values_of_a_property_are_statuses(drafts: Mapping[str, Entry]) -> None:
    """The file is named after property and value without blanks."""
    entry = drafts["compute/ResilientHouseStatus.InProgress"]

    assert "status" == entry.kind
    assert ("ResilientHouseStatus/In Progress", "ResilientHouseStatus/InProgress") == entry.codes


def test_a_code_only_in_a_quoted_error_gets_the_causes_of_its_section(drafts: Mapping[str, Entry]) -> None:
    """The innermost code has the message; a section with a topic of its own has no fix from beside it."""
    entry = drafts["compute/BrickQuotaExceeded"]

    assert "There are 7 bricks too few." == entry.meaning
    assert ["Ask the town for more bricks."] == texts(entry.fixes)
    assert ["Turn the plan round."] == texts(drafts["compute/PlanUnreadableError"].fixes)
    assert [] == messages(drafts["compute/HouseBuildingFailed"])


def test_running_text_that_calls_something_an_error_names_a_code(drafts: Mapping[str, Entry]) -> None:
    """`the **X** error` in a paragraph."""
    assert "compute/StreetNameInvalid" in drafts


def test_labels_give_codes_and_messages(drafts: Mapping[str, Entry]) -> None:
    """`**Error code**: A or B`, followed by numbered messages."""
    entry = drafts["compute/PlotAllocationFailed"]

    assert ("PlotAllocationFailed", "GardenAllocationFailed") == entry.codes
    assert [
        "Code: PlotAllocationFailed\nMessage: There is no plot of this size in the town.",
        "Code: PlotAllocationFailed\nMessage: There is no plot by the river.",
    ] == messages(entry)


def test_a_message_without_code_goes_to_the_code_with_that_message(drafts: Mapping[str, Entry]) -> None:
    """An older table of messages is told by its words."""
    assert drafts["recovery-services/UserErrorHouseLocked"].source.endswith(
        "; house-docs/articles/backup/old-messages.md"
    )


def test_exit_codes_of_source_code_are_drafted(drafts: Mapping[str, Entry]) -> None:
    """Constants with a remark behind or above them, under the licence beside the code."""
    entry = drafts["azure/ERR_CHIMNEY_BLOCKED"]

    assert ("The chimney is blocked", ("72",), "MIT") == (entry.meaning, entry.exit_codes, entry.license)
    assert "azure/LADDER_LENGTH" not in drafts


def test_exit_codes_in_a_table_belong_to_the_code_with_that_number(tmp_path: Path) -> None:
    """`AB0041` and exit code 41 of one document are one error."""
    text = (
        "# A\n\n| Error code | Cause |\n|-|-|\n| AB0041 | No key. |\n\n"
        "| Exit Code | Description |\n|-|-|\n| **41** | The key is away. |\n| 99 | Else. |\n"
    )
    result = imported_text(tmp_path, text)

    assert ("41",) == by_id(result)["compute/AB0041"].exit_codes
    assert ["an exit code without a code: 99"] == [gap.what for gap in result.gaps]


def test_what_was_not_understood_is_named_with_file_and_line(result: Imported) -> None:
    """A gap for each place that promises a code and has none."""
    docs, support = "house-docs/articles", "house-docs/support/azure/virtual-machines"
    hedge = "400 | This hedge is of no known sort. | The hedge cannot be cut. | Ask the neighbour."
    assert [
        f"{docs}/backup/house-backup-troubleshoot.md:39: a section about CopyTooSlowError without a text",
        f"{docs}/backup/old-messages.md:15: a message without a code: The ink of the plan is gone.",
        f"{docs}/virtual-machines/error-codes-garden.md:10: a table row without a code: {hedge}",
        f"{docs}/virtual-machines/labelled-errors.md:21: 'Error code: it has none.' names no code",
        f"{docs}/virtual-machines/resilient-houses.md:14: a table of states that does not name their property",
        f"{support}/error-code-roofleakfailed.md:58: the include ../../../includes/not-in-this-checkout.md is missing",
        f"{support}/error-messages.md:14: an empty table row",
    ] == [str(gap) for gap in result.gaps]


def test_nothing_but_codes_is_a_code(result: Imported) -> None:
    """All codes of the made-up documents, none more."""
    codes = (
        "320001 400094 150801 151901 151902 BHouseGone BrickQuotaExceeded Conflict CopyFailedAtDoor CopyFailedAtRoof"
        " CopyFailedAtWindow DoorNotFound ERR_CHIMNEY_BLOCKED ERR_DOOR_TIMEOUT ERR_ROOF_INSTALL_FAIL ERR_ROOF_LEAK"
        " GardenAllocationFailed HedgeTooTallFailed HouseBuildingFailed HouseNotFound HousePlanTooLargeFailed"
        " LampFailedBlue LampFailedGreen LampFailedRed PlanNotReadable PlanNotWritable PlanTooLargeFailed"
        " PlanUnreadableError PlotAllocationFailed ResilientHouseStatus/Enabled ResilientHouseStatus/InProgress"
        " RoofLeakFailed StreetNameInvalid TileStoreUnavailable UserErrorAtticFull UserErrorCellarWet"
        " UserErrorHouseLocked UserErrorStairsBlocked VirtualHousePainted VirtualHouseShaken VirtualHouseSold"
        " WindowNotAllowed"
    ).split()
    assert sorted([*codes, "ResilientHouseStatus/In Progress"]) == sorted(result.codes)


def test_drafts_keep_the_house_rules_of_format(result: Imported) -> None:
    """No fault, and one warning that no document can mend: a full page needs a look-alike."""
    pages = [Page(entry, f"{entry.id}.md", render(entry)) for entry in result.entries]
    faults = list(check_pages(pages, today=date(2026, 11, 21)))

    assert [] == [fault.what for fault in faults if fault.severity == "error"]
    assert "a full page without a look-alike" in {fault.what for fault in faults}


def test_line_ends_of_windows_change_nothing(tmp_path: Path) -> None:
    """A document with CRLF gives the same page."""
    path = "house-docs/support/azure/virtual-machines/error-code-roofleakfailed.md"
    text = (DOCS / path).read_text(encoding="utf-8")
    unix = imported_text(tmp_path / "unix", text, name=path)
    windows = imported_text(tmp_path / "windows", text.replace("\n", "\r\n"), name=path)

    assert unix == windows
    assert 1 == len(windows.entries)
