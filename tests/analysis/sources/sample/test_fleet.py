from collections import Counter

from analysis.resource_id import parse
from analysis.sources.sample.fleet import fleet


def test_the_fleet_has_sixty_machines_and_four_scale_sets() -> None:
    """The fleet is spread over three subscriptions and three regions."""
    found = fleet()
    places = {machine.subscription for machine in found}, {machine.region for machine in found}
    assert (60, 4, 3, 3) == (len(found.machines), len(found.scale_sets), *map(len, places))


def test_ids_are_read_as_machines() -> None:
    """Each machine's id is one that the reader of ids takes for a machine, and no two are alike."""
    found = list(fleet())
    assert [parse(machine.id).machine for machine in found] == [machine.id.lower() for machine in found]
    assert 64 == len({machine.id.lower() for machine in found})


def test_one_name_stands_in_two_groups() -> None:
    """There is a name that has to be asked back, and only one."""
    counts = Counter(machine.name for machine in fleet())
    assert {"jump-01": 2} == {name: count for name, count in counts.items() if count > 1}


def test_copies_stand_beside_the_fleet() -> None:
    """A larger fleet holds the same machines, and copies of them under other names in other groups."""
    one, three = fleet(), fleet(copies=3)
    assert 3 * len(list(one)) == len({machine.id for machine in three})
    assert {machine.id for machine in one} < {machine.id for machine in three}
