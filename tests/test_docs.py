"""Documents that cannot lie: commands, settings, links and rooms they name exist, and none is left out."""

import re
from pathlib import Path

import typer
from typer.main import get_command

import bot.__main__  # noqa: F401 - it adds the commands that start the faces
from bot.cli import app
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
SLACKS_OWN = {
    f"slack_{name}"
    for name in ("bot_token", "app_token", "signing_secret", "client_id", "client_secret", "redirect_uri")
}
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def commands(group: typer.core.TyperGroup, before: str = "aztriage") -> list[str]:
    """Give every command of the program as it is typed."""
    found = []
    for name, command in group.commands.items():
        typed = f"{before} {name}"
        found += commands(command, typed) if isinstance(command, typer.core.TyperGroup) else [typed]
    return found


def program() -> list[str]:
    """Give every command of the program."""
    group = get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    return commands(group)


def test_every_command_is_documented() -> None:
    """A command that nobody can find is not there."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

    assert [] == [command for command in program() if command not in text]


def test_every_documented_command_exists() -> None:
    """What the documents tell people to type works."""
    known = {tuple(command.split()) for command in program()}
    groups = {command[:2] for command in known if len(command) == 3}
    wrong = []
    for page in PAGES:
        for typed in re.findall(
            r"(?<![\w/@-])aztriage ((?:kb )?[a-z]+)(?=[ `\n|\]])", page.read_text(encoding="utf-8")
        ):
            command = ("aztriage", *typed.split())
            if command not in known and command[:2] not in groups and typed.split()[0] in {*(c[1] for c in known)}:
                wrong.append((page.name, typed))

    assert [] == wrong


def test_every_setting_is_documented() -> None:
    """Each setting stands in the table with its name in the environment."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    names = [
        name.upper() if name in SLACKS_OWN | {"azure_token_credentials"} else f"AZTRIAGE_{name.upper()}"
        for name in Settings.model_fields
    ]

    assert [] == [name for name in names if f"`{name}`" not in text]


def test_links_between_documents_lead_somewhere() -> None:
    """A link to a file of this project finds it."""
    link = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
    links = [(page, name) for page in PAGES for name in link.findall(page.read_text(encoding="utf-8"))]

    assert [] == [(page.name, name) for page, name in links if not (page.parent / name).exists()]


def test_the_rooms_of_the_architecture_exist() -> None:
    """Each path that the page names is there."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:kb|bot|analysis|tests|docs)/[\w./-]+)`", text)

    assert paths
    assert [] == [path for path in paths if not (ROOT / path).exists() and not (ROOT / f"{path}.py").exists()]


def test_the_readme_fits_one_screen_before_details() -> None:
    """Picture first, then the two commands."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    assert text.index("docs/answer.png") < text.index("make demo") < text.index("make test") < text.index("## Slack")
