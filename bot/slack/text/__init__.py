"""Text on its way into and out of Slack: escaping, reading what was posted, Slack's limits."""
