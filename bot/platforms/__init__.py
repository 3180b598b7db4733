"""The places where people meet the bot: one folder for each chat platform."""
