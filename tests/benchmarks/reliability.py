"""The reliability diagram: how often matches of each confidence are right, on our own labelled pastes.

Only pastes marked `report` count; weights and thresholds were chosen on those marked `tune`.

python -m tests.benchmarks.reliability > docs/reliability.svg
"""

import json
from collections.abc import Iterable
from pathlib import Path

from bot.cli.evaluation import read_pastes
from bot.usecases.evaluate import Bin, Evaluation, evaluate
from bot.usecases.explain import Explain
from kb.library import load_library

DATA = Path(__file__).parents[1] / "data" / "pastes.jsonl"
LEFT, TOP, SIDE = 56, 44, 400
INK, FAINT, BAR = "#24292f", "#c9d1d9", "#2f6f9f"


def main() -> None:
    """Print the diagram."""
    pastes, _ = read_pastes(reported(DATA.read_text(encoding="utf-8").splitlines()))
    print(diagram(evaluate(pastes, Explain(load_library()))))


def reported(lines: Iterable[str]) -> list[str]:
    """Give the lines of the pastes that no weight or threshold was chosen on."""
    return [line for line in lines if json.loads(line).get("split", "report") == "report"]


def diagram(made: Evaluation) -> str:
    """Give the diagram as SVG: a bar a bin at its share of right answers, and the line on which it should be."""
    size = f'width="{LEFT + SIDE + 120}" height="{TOP + SIDE + 64}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="13" fill="{INK}">',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="24" font-size="15">How often a match is right, by its confidence</text>',
        *(grid(step / 10) for step in range(0, 11, 2)),
        *(bar(one) for one in made.bins),
        f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="{INK}" stroke-dasharray="4 4"/>',
        f'<text x="{x(0.5)}" y="{y(0) + 44}" text-anchor="middle">confidence</text>',
        f'<text x="{x(1) + 8}" y="{y(1) + 4}">as it should be</text>',
        small(f"Numbers are matches; expected calibration error {made.calibration_error or 0:.3f}"),
        "</svg>",
    ]
    return "\n".join(parts)


def small(words: str) -> str:
    """Give the small print."""
    return f'<text x="{LEFT}" y="{y(0) + 60}" font-size="11">{words}</text>'


def x(share: float) -> float:
    """Give the place of a confidence."""
    return LEFT + SIDE * share


def y(share: float) -> float:
    """Give the place of a share of right answers."""
    return TOP + SIDE * (1 - share)


def grid(share: float) -> str:
    """Give one line of the grid with its labels."""
    return (
        f'<line x1="{x(0)}" y1="{y(share)}" x2="{x(1)}" y2="{y(share)}" stroke="{FAINT}"/>'
        f'<text x="{LEFT - 8}" y="{y(share) + 4}" text-anchor="end">{share:.1f}</text>'
        f'<text x="{x(share)}" y="{y(0) + 20}" text-anchor="middle">{share:.1f}</text>'
    )


def bar(one: Bin) -> str:
    """Give one bin, with the number of its matches."""
    width = SIDE * (one.high - one.low) - 6
    return (
        f'<rect x="{x(one.low) + 3:.1f}" y="{y(one.right):.1f}" width="{width:.1f}" '
        f'height="{y(0) - y(one.right):.1f}" fill="{BAR}" fill-opacity="0.75"/>'
        f'<text x="{x(one.low) + 3 + width / 2:.1f}" y="{y(one.right) - 6:.1f}" text-anchor="middle">{one.count}</text>'
    )


if __name__ == "__main__":
    main()
