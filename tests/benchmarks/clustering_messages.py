"""Labelled failure messages: real templates from the pages, filled with made-up names, ids, sizes and times.

python -m tests.benchmarks.clustering_messages COUNT > FILE        JSON lines {"message", "code", "template_id"}
"""

import json
import random
import re
import sys
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

TEMPLATES = Path(__file__).parents[1] / "data" / "clustering" / "templates.jsonl"
Choice = TypeVar("Choice")
_SLOT = re.compile(r"\{([a-z_]+)(?::([\w./]+))?\}")
_ROLES = (
    "web app api db sql jump bastion build cache data front worker queue batch dns proxy gateway hub edge shop auth core "
    "log monitor test prod stage demo mail search"
).split()
_PROJECTS = "aurora summit harbor meadow granite falcon sandbox landing platform identity finance retail shared".split()
_STAGES = "dev test prod".split()
_REGIONS = "eastus eastus2 westus3 northeurope westeurope uksouth swedencentral japaneast uaenorth".split()
_SHOWN = ("East US", "West Europe", "UK South", "East US 2", "Southeast Asia", "Sweden Central")
_SIZES = ("Standard_D2s_v5", "Standard_E16ds_v4", "Standard_F8s_v2", "Standard_B1ms", "Standard_NC24ads_A100_v4")
_ORGANISATIONS = ("Contoso", "Fabrikam Inc", "Default Directory", "northwind.onmicrosoft.com")
_OUTER = "At least one resource deployment operation failed. Please list deployment operations for details."
_TERMINAL = "The resource operation completed with terminal provisioning state 'Failed'."


@dataclass(frozen=True)
class Template:
    """A message with slots such as `{name}` or `{id:Microsoft.Compute/disks}`, and its code."""

    id: str
    code: str
    text: str


@dataclass(frozen=True)
class Labelled:
    """A message with its code and the template that it was made from."""

    message: str
    code: str
    template: str


def read_templates() -> list[Template]:
    """Give the templates."""
    return [Template(**json.loads(line)) for line in TEMPLATES.read_text(encoding="utf-8").splitlines()]


class Filling:
    """Fills templates; equal seeds give equal messages."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._slots: dict[str, Callable[[], str]] = {
            "name": self.name,
            "disk": lambda: f"{self.name()}{self._one(('', '-data-1', '_OsDisk_1_' + self._hex(32)))}",
            "group": lambda: self._one((f"rg-{self._one(_PROJECTS)}-{self._one(_STAGES)}", self._one(_PROJECTS))),
            "account": lambda: (
                f"{self._one(_PROJECTS)}{self._one(('st', 'data', 'diag'))}{self._one(('', self._hex(4)))}"
            ),
            "guid": self._guid,
            "subscription_id": lambda: f"/subscriptions/{self._guid()}",
            "scope": self._scope,
            "blob": lambda: f"https://{self._one(_PROJECTS)}st.blob.core.windows.net/vhds/{self.name()}.vhd",
            "vault_url": lambda: (
                f"https://{self._one(_PROJECTS)}-kv.vault.azure.net/secrets/{self.name()}/{self._hex(32)}"
            ),
            "time": lambda: f"2026-{self._number(1, 12):02}-{self._number(1, 28):02}T{self._number(0, 23):02}:14:03.1Z",
            "version": lambda: f"20{self._number(15, 26)}-{self._number(1, 12):02}-01",
            "cidr": lambda: f"10.{self._number(0, 255)}.{self._number(0, 255)}.0/{self._number(16, 29)}",
            "ip": lambda: f"10.{self._number(0, 255)}.{self._number(0, 255)}.{self._number(0, 255)}",
            "size": lambda: self._one(_SIZES),
            "region": lambda: self._one(_REGIONS),
            "shown_region": lambda: self._one(_SHOWN),
            "user": lambda: self._one((self._guid(), f"{self._one(_ROLES)}{self._number(1, 50)}@contoso.com")),
            "organisation": lambda: self._one(_ORGANISATIONS),
            "number": lambda: str(self._number(0, self._one((9, 99, 70_000)))),
        }

    def fill(self, template: Template) -> Labelled:
        """Give a message; about one in seven is wrapped as Azure Resource Manager wraps it."""
        text = _SLOT.sub(lambda slot: self._id(slot[2]) if slot[2] else self._slots[slot[1]](), template.text)
        wrapped = self.random.random() < 0.15
        return Labelled(self._wrapped(template.code, text) if wrapped else text, template.code, template.id)

    def name(self) -> str:
        """Give the name of a resource; one in three is a plain word."""
        role, project = self._one(_ROLES), self._one(_PROJECTS)
        return self._one(
            (role, project, f"{role}{self._number(1, 40):02}", f"{project}-{role}-{self._one(_STAGES)}", f"vm-{role}-7")
        )

    def _wrapped(self, code: str, message: str) -> str:
        error = {"error": {"code": code, "message": message}}
        failed = {"status": "Failed", "error": {"code": "ResourceOperationFailure", "message": _TERMINAL}}
        failed["error"]["details"] = [error["error"]]  # type: ignore[index]
        inside = json.dumps(self._one((error, failed)), indent=2).replace("\n", "\r\n")
        deployment = {
            "code": "DeploymentFailed",
            "message": _OUTER,
            "details": [{"code": "Conflict", "message": inside}],
        }
        return json.dumps(self._one((error, failed, deployment)))

    def _scope(self) -> str:
        return f"/subscriptions/{self._guid()}/resourceGroups/{self._slots['group']()}"

    def _id(self, kind: str) -> str:
        provider, *types = kind.split("/")
        return f"{self._scope()}/providers/{provider}" + "".join(f"/{one}/{self.name()}" for one in types)

    def _guid(self) -> str:
        return str(uuid.UUID(int=self.random.getrandbits(128)))

    def _hex(self, length: int) -> str:
        return f"{self.random.getrandbits(4 * length):0{length}x}"

    def _number(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def _one(self, choices: Sequence[Choice]) -> Choice:
        return self.random.choice(choices)


def messages(count: int, *, seed: int = 7) -> Iterator[Labelled]:
    """Give messages, a few templates often and most seldom, as in real logs."""
    filling = Filling(seed)
    templates = read_templates()
    filling.random.shuffle(templates)
    weights = [1 / (rank + 1) ** 1.05 for rank in range(len(templates))]
    for template in filling.random.choices(templates, weights, k=count):
        yield filling.fill(template)


def some_of_each(*, seed: int = 7, most: int = 30) -> list[Labelled]:
    """Give some messages of each template, shuffled."""
    filling = Filling(seed)
    found = [
        filling.fill(template)
        for template in read_templates()
        for _ in range(min(most, max(2, int(filling.random.lognormvariate(2, 1)))))
    ]
    filling.random.shuffle(found)
    return found


def main() -> None:
    """Write messages to standard output."""
    for one in messages(int(sys.argv[1])):
        print(json.dumps({"message": one.message, "code": one.code, "template_id": one.template}))


if __name__ == "__main__":
    main()
