"""Installing: many workspaces, each with its own tokens, which are kept sealed, renewed, and forgotten when it goes."""
