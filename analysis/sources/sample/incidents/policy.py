"""What policies refused and what they put right."""

from __future__ import annotations

from datetime import timedelta

from analysis.sources.sample.acts import Act
from analysis.sources.sample.chance import guid
from analysis.sources.sample.groups import DEPLOY
from analysis.sources.sample.incidents.stage import Stage
from analysis.sources.sample.ledger import Marks
from analysis.sources.sample.people import DEVELOPERS, identity
from analysis.sources.sample.policies import DENY_SIZES, DEPLOY_AGENT, denial, policy_extra
from analysis.sources.sample.rhythm import EXTENSION, WRITE


def policies(stage: Stage) -> None:
    """Write denials and remediations."""
    for days, clock, name, number in ((5, "10:55:02", "dev-05", 2), (27, "16:20:30", "dev-08", 5)):
        _denied(stage, name, days, clock, number)
    for days, clock, name in ((5, "02:20:10", "app-01"), (24, "02:21:40", "web-05")):
        _remediated(stage, name, days, clock)


def _denied(stage: Stage, name: str, days: int, clock: str, number: int) -> None:
    machine, at, actor = stage.fleet[name], stage.period.ago(days, clock), DEVELOPERS[number]
    title = "A policy refused the size that a person asked for"
    story = stage.tell(f"denied-{name}", title, [machine], at, 3, "policy")
    correlation = guid("denied", machine.id, at)
    ids = {"assignment": DENY_SIZES.assignment_id(machine.subscription), "definition": DENY_SIZES.definition_id}
    act = stage.fails(at, machine, WRITE, actor, "policy-sizes", story, correlation=correlation, by="policy", names=ids)
    deny = denial(machine, act, DENY_SIZES)
    stage.ledger.act(at + timedelta(milliseconds=300), deny, incident=story, machine=name)


def _remediated(stage: Stage, name: str, days: int, clock: str) -> None:
    machine, at = stage.fleet[name], stage.period.ago(days, clock)
    actor = identity(DEPLOY_AGENT.assignment_id(machine.subscription), by="policy")
    title = "A policy found the monitoring agent missing and installed it"
    story = stage.tell(f"remediated-{name}", title, [machine], at, 4, "policy")
    correlation = guid("remediated", machine.id, at)
    marks: Marks = {"incident": story, "machine": name}
    found = Act(
        "Microsoft.Authorization/policies/deployIfNotExists/action",
        machine.id,
        actor,
        machine.region,
        timedelta(milliseconds=400),
        accepted=False,
        category="Policy",
        extra=policy_extra(machine, DEPLOY_AGENT),
        correlation=correlation,
    )
    stage.ledger.act(at, found, **marks)
    target = machine.under("Microsoft.Resources", "deployments", f"PolicyDeployment_{machine.number}")
    deployment = Act(DEPLOY, target, actor, machine.region, timedelta(seconds=118), correlation=correlation)
    stage.ledger.act(at + timedelta(seconds=2), deployment, **marks)
    agent = machine.extension("AzureMonitorLinuxAgent")
    extension = Act(EXTENSION, agent, actor, machine.region, timedelta(seconds=101), correlation=correlation)
    stage.ledger.act(at + timedelta(seconds=9), extension, **marks)
