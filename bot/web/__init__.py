"""The public page: what a campaign has done, live, for anyone with the link, with its data to take away."""

from bot.web import own_mark
from bot.web.desk_gate import DeskGate
from bot.web.metrics import MetricsApp
from bot.web.page.page_data import Site
from bot.web.routes import make_app
from bot.web.serve import Server, bound
from bot.web.static_site import build
from bot.web.webhook import Secret, WebhookGate

__all__ = [
    "DeskGate",
    "MetricsApp",
    "Secret",
    "Server",
    "Site",
    "WebhookGate",
    "bound",
    "build",
    "make_app",
    "own_mark",
]
