"""Pictures of figures: one SVG template, drawn for the page and for chats, in every language."""

from bot.charts.draw import draw, draw_badge
from bot.charts.gallery import Gallery
from bot.charts.page_chart import draw_page_chart
from bot.charts.painter import Painter

__all__ = ["Gallery", "Painter", "draw", "draw_badge", "draw_page_chart"]
