"""What we know: text in, matches out. Knows neither pandas, nor the Azure SDK, nor Slack."""
