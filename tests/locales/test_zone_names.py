"""Cities of zones that have another name by now."""

import re
from datetime import UTC, datetime
from importlib.resources import files

import pytest

from bot.core.model.reply import Moment, Text
from bot.locales import speak
from bot.locales.zone_names import other_names

AT = datetime(2026, 12, 2, 20, tzinfo=UTC)
NEWER_THAN_BABEL = {"America/Coyhaique"}


def zone_said(zone: str, language: str) -> str:
    said = speak(language)(Text("cell", {"value": Moment(AT, zone, "zone")}))
    return re.sub(r"[\u200e\u200f\u2066-\u2069]", "", said)


@pytest.mark.parametrize(
    ("zone", "arabic", "french"),
    [
        ("Asia/Kolkata", "بتوقيت كالكتا", "heure de Calcutta"),
        ("Asia/Calcutta", "بتوقيت كالكتا", "heure de Calcutta"),
        ("Europe/Kyiv", "بتوقيت كييف", "heure de Kiev"),
        ("America/Argentina/Buenos_Aires", "بتوقيت بوينوس أيرس", "heure de Buenos Aires"),
        ("Asia/Yangon", "بتوقيت رانغون", "heure de Rangoun"),
        ("Asia/Ho_Chi_Minh", "بتوقيت مدينة هو تشي منة", "heure de Hô-Chi-Minh-Ville"),
        ("Europe/Nicosia", "بتوقيت نيقوسيا", "heure de Nicosie"),
        ("Asia/Istanbul", "بتوقيت إسطنبول", "heure d’Istanbul"),
        ("America/Yellowknife", "بتوقيت Yellowknife", "heure de Yellowknife"),
    ],
)
def test_a_zone_is_said_by_its_city_whatever_it_is_called_now(zone: str, arabic: str, french: str) -> None:
    assert (zone_said(zone, "ar"), zone_said(zone, "fr")) == (arabic, french)


def test_every_zone_of_a_country_is_a_city_in_arabic() -> None:
    rows = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines()
    zones = {row.split("\t")[2] for row in rows if not row.startswith("#")}
    assert len(zones) > 400
    assert {zone for zone in zones if re.search("[A-Za-z]", zone_said(zone, "ar"))} == NEWER_THAN_BABEL


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Guadalcanal", "America/Montreal", "Asia/Qatar"])
def test_a_zone_has_no_name_of_another_city_whose_clocks_are_the_same(zone: str) -> None:
    cities = {name.rpartition("/")[2] for name in (zone, *other_names(zone))}
    assert not cities & {"Copenhagen", "Ponape", "Pohnpei", "Toronto", "Bahrain"}
    assert zone_said(zone, "fr") == f"heure de {zone.rpartition('/')[2]}"
