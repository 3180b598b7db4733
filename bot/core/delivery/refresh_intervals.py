"""How often messages in chats are refreshed: boards, digests, event cards, progress messages."""

from datetime import time

from bot.core.model.schedule import Cadence

BOARD = Cadence(every=60)
"""A board (one message, edited in place), unless the subscriber chooses another cadence; at most once a minute."""

DIGEST = Cadence(daily=time(20))
"""A digest (one summary a day), at this local time."""

CARD_SECONDS = 5.0
"""The card of an open event (its announcement, edited in place), in seconds."""

PROGRESS_SECONDS = 5.0
"""The progress message to a call's author, in seconds."""

PLANNER_SECONDS = min(CARD_SECONDS, PROGRESS_SECONDS)
"""How often the planner looks for cards and progress messages to refresh, in seconds."""
