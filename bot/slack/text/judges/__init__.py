"""Who judges whether Slack takes a payload: our own rules, the models of slack_sdk, and slackblocks."""
