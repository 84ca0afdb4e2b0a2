"""Where browsers find the bot while it is installed."""

INSTALL = "/slack/install"
REDIRECT = "/slack/oauth_redirect"
