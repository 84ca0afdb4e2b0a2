"""A made-up fleet with a made-up history: the built-in sample, its files in every shape, and what was planted in it."""

from analysis.sources.sample.source import Sample

__all__ = ["Sample"]
