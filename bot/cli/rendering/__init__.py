"""Answers for the terminal."""

from bot.cli.rendering.explanation import show, show_ranking
from bot.cli.rendering.parts import console

__all__ = ["console", "show", "show_ranking"]
