"""Pictures of figures: one SVG template, drawn for the page and for chats, in every language."""

from bot.charts.draw import Form, draw, draw_badge
from bot.charts.gallery import Gallery
from bot.charts.painter import Painter

__all__ = ["Form", "Gallery", "Painter", "draw", "draw_badge"]
