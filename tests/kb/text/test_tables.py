from hypothesis import given
from hypothesis import strategies as st

from kb.text.entities import find_entities
from kb.text.tables import failures, table_chains

LISTS = """\
[
  {
    "extProvisioningState": [ "Failed", "Succeeded" ],
    "extension": [ "/subscriptions/x/virtualMachines/web_3/extensions/customScript", "/a/extensions/AADLogin" ],
    "instanceId": "3"
  },
  { "extProvisioningState": ["Succeeded"], "extension": ["/a/extensions/customScript"], "instanceId": "4" }
]"""
ROWS = """\
InstanceId    ExtProvisioningState      Extension
------------  ------------------------  ----------------------------
14            ['Succeeded', 'Failed']   ['AADLogin', 'customScript']
15            ['Succeeded']             ['customScript']"""
COLUMNS = """\
  InstanceId  Name         ProvisioningState    ResourceGroup
------------  -----------  -------------------  ---------------
           4  web_4        Succeeded            RG
           9  web_9        Failed               RG"""


def test_parallel_lists_say_which_extension_failed_on_which_instance() -> None:
    """The first state belongs to the first extension, and so on."""
    assert [("3", "customScript")] == [(one.instance, one.extension) for one in failures(LISTS)]
    assert [("14", "customScript")] == [(one.instance, one.extension) for one in failures(ROWS)]


def test_a_column_of_states_says_which_machine_failed() -> None:
    """The header says which column is the state, the rule of dashes where columns are."""
    assert [("9", "")] == [(one.instance, one.extension) for one in failures(COLUMNS)]


def test_the_state_is_where_it_says() -> None:
    """The span of a failure leads to the word that tells it."""
    for text in (LISTS, ROWS, COLUMNS):
        for one in failures(text):
            assert "failed" == text[slice(*one.span)].lower()


def test_failures_become_errors_under_the_codes_of_azure() -> None:
    """A failed extension is an extension error, a failed machine a failed state."""
    assert ["VMExtensionProvisioningError"] == [chain[0].code for chain in table_chains(LISTS)]
    assert ["ProvisioningState/failed"] == [chain[0].code for chain in table_chains(COLUMNS)]


def test_failed_extension_and_instance_are_named_first() -> None:
    """Entities hold what failed before what did not, so that commands are filled in with it."""
    found = find_entities([ROWS])

    assert ("customScript", "AADLogin") == found["extension"]
    assert ("14", "15") == found["instance"]
    assert "9" == find_entities([COLUMNS])["instance"][0]


def test_headers_say_what_cells_name() -> None:
    """A table of machines names the machines and their groups, whatever their state."""
    table = (
        "Name    ResourceGroup    PowerState      Location\n"
        "------  ---------------  --------------  ----------\n"
        "log-1   RG-LOG           VM deallocated  uksouth\n"
        "log-2   RG-LOG           VM running      uksouth"
    )
    found = find_entities([table])

    assert ("log-1", "log-2") == found["vm"]
    assert ("RG-LOG",) == found["resource_group"]
    assert ("uksouth",) == found["region"]


def test_a_table_without_a_failure_says_nothing() -> None:
    """Healthy instances are no errors."""
    assert [] == failures(COLUMNS.replace("Failed", "Succeeded"))
    assert [] == failures("Name  State\n----  -----\na     b")


@given(st.text(st.sampled_from("{}[]\"',: \nFailedSucc-te"), max_size=300))
def test_any_text_can_be_searched(text: str) -> None:
    """No text breaks the reader, and spans stay inside."""
    for one in failures(f"failed {text}"):
        assert 0 <= one.span[0] <= one.span[1] <= len(text) + 7


def test_more_tables_than_anybody_pastes_are_left_out() -> None:
    """The first ones are read."""
    table = "Name    ProvisioningState\n------  -----------------\nweb-01  Failed\n\n"

    assert 50 == len(failures(table * 60))
