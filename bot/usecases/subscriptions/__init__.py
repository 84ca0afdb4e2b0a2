"""Reports on schedule: a channel says when it wants one, and gets it then, once."""
