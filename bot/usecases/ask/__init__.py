"""Which question is this? A sentence in, the answer of the use case it asks out."""

from bot.usecases.ask.asking import Ask, Asked

__all__ = ["Ask", "Asked"]
