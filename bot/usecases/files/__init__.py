"""Files that people attach to a question: what they hold, and what is said about it."""
