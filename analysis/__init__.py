"""What happened: rows in; operations, verdicts, clusters and trends out. Knows no Slack, and of kb only kb.text."""
