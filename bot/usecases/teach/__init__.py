"""What a team teaches the bot: notes on pages, thumbs, new pages, decisions about clusters."""
