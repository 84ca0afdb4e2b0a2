import random

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.machine import read_machine
from analysis.timeline import timeline
from analysis.verdict import verdict
from tests.analysis.log_rows import SET, WEB, Rows, act, health, log, on_vm, other, row

WORDS = {"person", "automation", "policy", "platform", "guest", "unknown"}
OUTCOMES = {"succeeded", "failed", "canceled", "no final status", "available", "unavailable", "degraded", "unknown"}

OPERATIONS = st.builds(
    act,
    st.sampled_from([on_vm("start"), on_vm("deallocate"), on_vm("write"), "Microsoft.Resources/deployments/write", "x", "A/b/c/action"]),
    st.integers(0, 90),
    ends=st.sampled_from(["succeeded", "failed", "canceled", ""]),
    resource=st.sampled_from([WEB, f"{WEB}/extensions/e", SET, other(1), "", "/", "/subscriptions"]),
    caller=st.sampled_from(["", "a@contoso.example", "99999999-0000-4000-8000-000000000001", "Microsoft.Compute", '{"']),
    claims=st.sampled_from(["", "{", "[]", '{"xms_mirid": "x"}', '{"appid": 3}']),
    policies=st.sampled_from(["", "{", "[3]", '[{"name": null}]']),
    error_code=st.sampled_from(["", "AllocationFailed", "RequestDisallowedByPolicy", "VMExtensionHandlerFailed", "a/b"]),
    request=st.sampled_from(["", "{", f'"{WEB}"', f'"{SET}"']),
)  # fmt: skip
STATES = st.builds(
    health,
    st.integers(0, 90),
    st.sampled_from(["available", "unavailable", "degraded", "unknown", ""]),
    st.sampled_from(["", "VirtualMachineHostCrashed", "VirtualMachinePreempted", "VirtualMachineRestarted", "Unheard", "x y"]),
    resource=st.sampled_from([WEB, other(1), SET, f"{SET}/virtualMachines/1"]),
    health_cause=st.sampled_from(["", "platforminitiated", "userinitiated", "unknown", "nonsense"]),
    annotation_context=st.sampled_from(["", "vm initiated", "nonsense"]),
)  # fmt: skip
NOTICES = st.builds(
    row,
    st.just("Microsoft.ServiceHealth/incident/action"),
    st.integers(0, 90),
    st.sampled_from(["active", "resolved", "updated"]),
    category=st.just("ServiceHealth"),
    tracking_id=st.sampled_from(["", "T-1", "T-2"]),
    service=st.sampled_from(["", "Virtual Machines", "Azure Maps"]),
    region=st.sampled_from(["", "westeurope", "global"]),
)


@settings(max_examples=60)
@given(
    st.lists(st.one_of(OPERATIONS, STATES, NOTICES), max_size=9),
    st.sampled_from([WEB, SET]),
    st.randoms(use_true_random=False),
)
def test_any_log_gives_a_verdict_and_a_timeline(parts: list[Rows], resource: str, chance: random.Random) -> None:
    """Whatever rows say, the answer keeps to its words, and their order changes nothing."""
    machine = read_machine(log(parts), resource.lower())
    found, lines = verdict(machine), timeline(machine)
    chance.shuffle(parts)
    again = read_machine(log(parts), resource.lower())

    assert found.by in WORDS
    assert found.why
    assert {line.by for line in lines} <= WORDS
    assert {line.outcome for line in lines} <= OUTCOMES
    assert list(lines) == sorted(lines, key=lambda line: line.time)
    assert (found, lines) == (verdict(again), timeline(again))
