"""What a Discord server lets the bot do: membership, permissions, its own calendar."""
