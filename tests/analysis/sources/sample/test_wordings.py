import json
from string import Formatter

import pytest

from analysis.sources.sample.acts import Trouble
from analysis.sources.sample.chance import Chance
from analysis.sources.sample.fleet import fleet
from analysis.sources.sample.people import OPS_LEAD
from analysis.sources.sample.places import failed_deployment, places
from analysis.sources.sample.wordings import WORDINGS

MACHINE = fleet()["web-01"]
NAMES = places(MACHINE, Chance("test"), OPS_LEAD, "config-app", "Microsoft.Compute/virtualMachines/write", MACHINE.id)


@pytest.mark.parametrize("key", sorted(WORDINGS))
def test_every_place_of_a_message_is_filled(key: str) -> None:
    """A message names only what there is a value for, and no brace is left in it."""
    wording = WORDINGS[key]
    places_named = {name for _, name, _, _ in Formatter().parse(wording.template) if name}
    assert set() == places_named - set(NAMES)
    assert wording.message(**NAMES) in _texts(wording.status_message(**NAMES))


def _texts(status_message: str) -> list[str]:
    """Give every text in a status message, or itself if it is no JSON."""
    try:
        found: list[object] = [json.loads(status_message)]
    except ValueError:
        return [status_message]
    texts = []
    while found:
        one = found.pop()
        found += one.values() if isinstance(one, dict) else one if isinstance(one, list) else []
        texts += [one] if isinstance(one, str) else []
    return texts


def test_a_failed_deployment_says_what_its_resources_said() -> None:
    """The status message of a deployment holds those of its resources, as text inside the text."""
    said = json.loads(failed_deployment("/deployment", [Trouble("allocation", NAMES), Trouble("locked", NAMES)]))
    inner = [json.loads(detail["message"]) for detail in said["error"]["details"]]
    assert ["AllocationFailed"] == [detail["code"] for detail in inner[0]["error"]["details"]]
    assert "ScopeLocked" == inner[1]["error"]["code"]
