"""Puts the audit log into words: what was done, and by whom."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.core.model.campaign import Campaign, page_name, shown_handle
from bot.core.model.reply import Moment, Text, Value
from bot.core.model.roles import OPERATOR, Role
from bot.core.ports.counts import ImportKind
from bot.core.ports.people import Act

SHORT = 8
"""Characters of a pseudonym that are shown, as in the list of roles."""

_NUMBERED = frozenset(
    {
        *(
            f"call-{act}"
            for act in (
                "proposed",
                "approved",
                "refused",
                "launched",
                "fixed",
                "pause",
                "resume",
                "cancel",
                "skip",
                "stop",
            )
        ),
        *(f"fix-{act}" for act in ("proposed", "approved", "refused", "cancel")),
        *(
            f"event-{act}"
            for act in (
                "new",
                "proposed",
                "edit",
                "approved",
                "refused",
                "cancel",
                "accept",
                "release",
                "goal",
                "goal-undone",
            )
        ),
        "call-retract",
        "campaign-changed",
        "campaign-loaded",
        "campaign-taken-back",
        "imported",
        *(f"{kind.value}-undone" for kind in ImportKind),
        "purged",
        "rekey-ended",
    }
)
_PLAIN = frozenset(
    {
        "claimed",
        "resigned",
        "halted",
        "resumed",
        "campaign-made",
        "token-entered",
        "passkey-added",
        "passkey-removed",
        "second-declared",
        "took-over",
    }
)
_ROLES = frozenset({"invited", "code-burnt"})
_PAGES = frozenset({"count", "baseline", "held-accepted", "held-rejected"})
TEXTS: Mapping[str, str] = MappingProxyType(
    {act: f"audit-{act}" for act in (*_NUMBERED, *_PLAIN, *_ROLES, *_PAGES, "revoked")}
)
"""The text of each act."""


def audit_line(act: Act, campaign: Campaign) -> Text:
    """One line: when, who, and what, in words."""
    values: dict[str, Value] = {"at": Moment(act.at, campaign.zone), "who": _who(act), "what": _what(act, campaign)}
    return Text("audit-line", values)


def _who(act: Act) -> Text:
    if act.role == OPERATOR:
        return Text("audit-operator")
    if not act.role:
        return Text("audit-somebody")
    if not act.pseudonym:
        return Text(f"role-{act.role}")
    return Text("audit-who", {"role": Text(f"role-{act.role}"), "pseudonym": act.pseudonym[:SHORT]})


def _what(act: Act, campaign: Campaign) -> Text:
    about, _, rest = act.about.partition(" ")
    if act.act in _NUMBERED:
        return Text(TEXTS[act.act], {"id": about})
    if act.act in _PLAIN:
        return Text(TEXTS[act.act])
    if act.act in _ROLES:
        known = about in {role.value for role in Role}
        return Text(TEXTS[act.act], {"role": Text(f"role-{about}") if known else about})
    if act.act in _PAGES:
        before, _, after = rest.rpartition(" > ")
        values: dict[str, Value] = {"name": _company(about.removesuffix(":"), campaign), "count": _count(after)}
        return Text(TEXTS[act.act] if not before else "audit-baseline", values)
    if act.act == "revoked":
        return Text(TEXTS[act.act], {"pseudonym": about[:SHORT]})
    return Text("audit-other", {"act": act.act.replace("-", " ")})


def _company(key: str, campaign: Campaign) -> Value:
    """The name of the campaign's page with this key, else that of the page as texts show it."""
    page = next((one for one in campaign.pages if one.key == key), None)
    return page_name(campaign, page) if page is not None else shown_handle(key.partition(":")[2])


def _count(digits: str) -> Value:
    return int(digits) if digits.isdecimal() else digits
