"""The public page: what a campaign has done, live, for anyone with the link, with its data to take away."""

from bot.web.metrics import MetricsApp
from bot.web.mirror import build
from bot.web.scene import Site
from bot.web.serve import Server, bound
from bot.web.site import make_app

__all__ = ["MetricsApp", "Server", "Site", "bound", "build", "make_app"]
