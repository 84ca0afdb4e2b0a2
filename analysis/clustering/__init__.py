"""Failure messages to clusters: mask, read the skeleton, count, merge; no order, no tuning, no model."""
