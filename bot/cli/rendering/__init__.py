"""Answers for the terminal."""

from bot.cli.rendering.explanation import show, show_ranking
from bot.cli.rendering.history import tell
from bot.cli.rendering.parts import console
from bot.cli.rendering.report import show_report

__all__ = ["console", "show", "show_ranking", "show_report", "tell"]
