"""Answers for the terminal: one module for each kind; a command loads what it shows."""
