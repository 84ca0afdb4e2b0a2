"""Sending: everything the bot says goes into the outbox first, and leaves it channel by channel, in order."""
