"""The questions a team asks, one module a question; answers are frozen values without markup."""
