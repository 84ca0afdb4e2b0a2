"""No file of the project names a package registry or a path of somebody's machine, and every lock is complete.

What is searched for is put together here from parts, so that this file passes too.
"""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = sorted((ROOT / "lock").glob("*.txt"))

REGISTRIES = ["py" + "pi", "python" + "hosted", "npmjs" + ".org", "npmjs" + ".com", "registry" + ".npm", "yarn" + "pkg"]
MACHINES = [
    r"(?<![\w.~-])/work" + r"/(main|shared|\.)",
    r"(?<![\w.~-])/root" + r"/\.",
    r"(?<![\w.~-])/opt" + r"/(wheels|skills|py)",
    r"(?<![\w.~-])/tmp" + r"/(dev|bash_jobs)",
]
if len(ROOT.parts) > 2:  # a checkout in /app says nothing about a machine
    MACHINES.append(r"(?<![\w.~-])" + re.escape(str(ROOT)) + r"\b")
ANYWHERE = re.compile("|".join([*REGISTRIES, *MACHINES]).encode(), re.IGNORECASE)
IN_LOCKS = re.compile("|".join(["index" + "-url", "find" + "-links", "file:" + "//", "https?:" + "//"]), re.IGNORECASE)


def files() -> list[Path]:
    """Give every file that git keeps or would keep; outside a checkout every file but the ignored folders."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if (ROOT / ".git").exists():
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]
    inside = (path for path in ROOT.rglob("*") if path.is_file())
    return [path for path in inside if not any(part.startswith(".venv") for part in path.parts)]


def finds(pattern: re.Pattern[bytes], content: bytes) -> list[str]:
    """Give each line in which a pattern is found."""
    return [line.decode(errors="replace")[:120] for line in content.splitlines() if pattern.search(line)]


def test_no_file_names_a_registry_or_a_machine() -> None:
    """Neither names of registries nor paths of a machine stand in any file of the project."""
    found = {str(path.relative_to(ROOT)): lines for path in files() if (lines := finds(ANYWHERE, path.read_bytes()))}
    assert {} == found


@pytest.mark.parametrize("name", ["x Py" + "PI y", "https://files.python" + "hosted.org/x", "cd /work" + "/main"])
def test_the_search_finds_what_it_is_for(name: str) -> None:
    """A line with a registry's name or a machine's path is found."""
    assert [name] == finds(ANYWHERE, f"first\n{name}\nlast".encode())


@pytest.mark.parametrize("name", ["on /mnt/work" + "/main.log", "see /var/lib/waagent and /tmp/x", "PyPy"])
def test_the_search_leaves_other_paths_alone(name: str) -> None:
    """Paths that errors of virtual machines name are no fault."""
    assert [] == finds(ANYWHERE, name.encode())


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_pinned_package_has_hashes(lock: Path) -> None:
    """Each requirement of a lock file is an exact version with at least one hash, and nothing else stands there."""
    text = lock.read_text(encoding="utf-8")
    assert [] == IN_LOCKS.findall(text)
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line and not line.startswith("#")]
    pin = re.compile(r"[a-z0-9-]+==[\w.+!]+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+")
    assert [] == [line[:80] for line in lines if not pin.fullmatch(line)]
    assert lines


def test_the_locks_agree() -> None:
    """No package is pinned to two versions in two lock files."""
    pins: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE):
            pins.setdefault(name, set()).add(f"{lock.name} {version}")
    versions = {name: {pin.split()[1] for pin in found} for name, found in pins.items()}
    by_python = {"numpy", "scipy"}  # two versions, for older and newer Pythons
    assert {} == {name: found for name, found in versions.items() if len(found) > 1 and name not in by_python}


def test_node_locks_hold_no_addresses() -> None:
    """A lock of a test tool from Node's world says what to install, and not from where."""
    locks = [path for path in files() if path.name == "package-lock.json"]
    packages = [entry for path in locks for entry in json.loads(path.read_bytes()).get("packages", {}).values()]
    assert [] == [entry for entry in packages if "resolved" in entry]
