"""What the bot listens to: one module a question, each with `register`."""
