"""What the bot listens to, a module each with `register`, and what it answers."""
