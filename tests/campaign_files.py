"""A campaign file that says something in every key, and how it is read."""

import zoneinfo

from bot.core.files.campaign import parse
from bot.core.model.campaign import Campaign
from bot.core.ports.pictures import Picture
from bot.event_kinds import KINDS
from bot.locales import LANGUAGES
from bot.sources import SOURCES

ZONES = zoneinfo.available_timezones()
LOGO = Picture("image/png", b"logo")
"""The picture whose id stands in the file."""
FULL = """\
[campaign]
slug = "everything"
timezone = "Africa/Casablanca"
starts_at = 2026-12-01T20:00:00
ends_at = 2026-12-31T20:00:00
currency = "EUR"
value_per_unit = 2.50
measure = { goal = 3000000 }
rates = { USD = 1.1, MAD = 10 }
rates_date = 2026-11-30
updates = "daily 20:00"
fallback = "fr"
languages = ["fr", "en"]
purge_days = 12
contact = "t.me/somebody"
accent = "#b3261e"
logo = "3598ce6f965b2481fe26316c06b30950c46ac7f8e7229f104aa78f579997668d"
call_approvals = 2
milestones = { percent = 0.5, likes = 0 }
crowd = true
title = { fr = "Tout", ar = "كل شيء" }
value_note = { fr = "« une » \\"note\\"" }
[[targets]]
slug = "one"
name = { fr = "Un" }
logo = "3598ce6f965b2481fe26316c06b30950c46ac7f8e7229f104aa78f579997668d"
measure = { key = "signatures", goal = 12 }
pages = [
  { source = "facebook", handle = "inwi" },
  { source = "manual", handle = "cards", role = "control", measure = { unit = "cards", goal = 4, \
names = { fr = { one = "carte", other = "cartes" } } } },
]
[[targets]]
slug = "two"
name = { fr = "Deux" }
role = "control"
pages = [
  { source = "manual", handle = "price", measure = { key = "price", wanted = "rise", kind = "average", \
decimals = 3, unit = "EUR", goal = 4.125, value = 2 } },
  { source = "json", handle = "https://petition.example/api/1.json", pick = "data.count", measure = "signatures" },
  { source = "html", handle = "https://petition.example/1", css = "#count", pattern = "([0-9]+)" },
]
[[events]]
slug = "silence"
kind = "phone_off"
starts_at = 2026-12-03T20:00:00
length = "48h"
goal = 10000
title = { fr = "Silence" }
[[events]]
slug = "signing"
kind = "sign_on"
starts_at = 2026-12-04T20:00:00
options = { link = "https://petition.example/" }
[[chapters]]
slug = "rabat"
name = { fr = "Rabat", ar = "الرباط" }
"""


def parsed(text: str) -> Campaign:
    return parse(text, SOURCES, LANGUAGES, ZONES, KINDS)


def everything(campaign: Campaign) -> list[object]:
    """All that is compared and what stands beside it in pages."""
    return [campaign, [(page, page.measure, page.control) for page in campaign.pages]]
