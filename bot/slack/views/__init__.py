"""Answers drawn as Block Kit: pure functions from an answer to what Slack shows."""
