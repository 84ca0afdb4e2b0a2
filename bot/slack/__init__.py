"""The Slack face: reads what was asked, calls one use case, draws the answer."""
