from analysis.machine import read_machine
from analysis.spelling import spellings
from tests.analysis.log_rows import WEB, act, health, log, on_vm


def test_the_owners_casing_is_kept() -> None:
    """Mixed case before lower case, lower case before capitals."""
    rows = [health(at, "available", resource_label=label) for at, label in enumerate((WEB.upper(), WEB, WEB.lower()))]

    assert {WEB.lower(): WEB} == spellings(log(rows))
    assert {WEB.lower(): WEB.lower()} == spellings(log(rows[0], rows[2]))
    assert {WEB.lower(): WEB.upper()} == spellings(log(rows[0]))


def test_one_good_spelling_serves_all_rows() -> None:
    """A row that shouts takes its spelling from one that does not."""
    machine = read_machine(log(act(on_vm("start")), health(2, "available", resource_label=WEB.upper())), WEB.lower())

    assert [WEB, WEB] == [machine.operations[0].resource_id, machine.health[0].resource_id]
