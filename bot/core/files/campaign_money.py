"""The keys of a campaign file that are about money: what one unit is worth, the currency, and rates."""

from collections.abc import Mapping
from typing import Any

from bot.core.model.input.toml_form import Form, nearest


def check_rates(form: Form, campaign: Mapping[str, Any]) -> None:
    """Note rates without their date, and one of the campaign's own currency."""
    if campaign.get("rates") and "rates_date" not in form.at(("campaign",)):
        form.wrong(("campaign", "rates"), "mistake-rates-date", example="rates_date = 2016-02-29")
    own = campaign.get("currency", "")
    if own in campaign.get("rates", {}):
        form.wrong(("campaign", "rates"), "mistake-own-rate", currency=own)


def settle_worth(form: Form, campaign: dict[str, Any]) -> None:
    """Take `value_per_like` for `value_per_unit`; either one, and rates, need the currency that they are in."""
    older = campaign.pop("value_per_like", None)
    if older is not None and campaign.get("value_per_unit") is not None:
        form.wrong(("campaign", "value_per_like"), "mistake-same", other="value_per_unit")
    elif older is not None:
        campaign["value_per_unit"] = older
    table = form.at(("campaign",)) if campaign else {}
    for name in ("value_per_unit", "value_per_like", "rates"):
        if table.get(name) and not nearest("currency", table):
            form.wrong(("campaign", name), "mistake-needs", needed='currency = "MAD"')
