"""What a person may have meant whose words were not understood: two or three buttons under the sentence."""

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bot.core.calls.wizard import STEPS
from bot.core.commands.allowed import Allowed
from bot.core.commands.event_draft import is_mark
from bot.core.model.errors import Refusal
from bot.core.model.limits import LONGEST_COMMAND
from bot.core.model.reply import Button, Reply, Text, say

MOST_OFFERS = 3
NEAR = 0.6
"""How similar a command must be to what was typed."""

FIRST = ("menu", "stats", "events")
"""What people mostly want who do not know the commands."""

NUMBER = "[number]"
"""Stands for the number that was typed, with the space behind it; for nothing where none was."""

FOR_ALL = ("events", "stats")
"""What is offered instead of what the person may not use."""

_EVENTS = ("events", "menu event", "help")
LIKELY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("call-unknown", "call-launched", "call-not-yours", "call-which", "call-how", "series-not",
             "series-not-of"),
            ("calls", "call", "events"),
        ),
        **dict.fromkeys(
            ("event-bad-option", "event-bad-length", "event-bad-title", "event-bad-goal", "event-bad-goal-percent",
             "event-no-more", "event-no-option", "event-preview-gone"),
            _EVENTS,
        ),
        "call-did-none": FOR_ALL,
        "calls-how": (f"calls pause {NUMBER}", f"calls cancel {NUMBER}", f"report {NUMBER}"),
        **dict.fromkeys(
            ("checkin-bad", "checkin-bad-money"), (f"checkin {NUMBER}all", f"checkin {NUMBER}none", "events")
        ),
        "checkin-bad-hours": (f"checkin {NUMBER}", f"checkin {NUMBER}none", "events"),
        "checkin-bad-link": ("events", "help"),
        "count-how": ("menu counts", "stats", "help"),
        **dict.fromkeys(
            ("import-bad-day", "import-gone", "import-gone-attach", "import-how"), ("import", "menu counts", "help")
        ),
        "no-such-member": ("menu people", "menu"),
        "unknown-page": ("menu counts", "stats", "help"),
        "which-page": ("menu counts", "stats", "help"),
        "undo-unknown": ("undo", "help"),
    }
)  # fmt: skip
"""The commands that are likely meant, by the text that says that words were not understood."""

OF_COMMAND: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "call": ("calls", "call", "menu"),
        "checkin": ("events", "help"),
        "claim": ("start", "help"),
        "count": ("menu counts", "stats", "help"),
        "event": _EVENTS,
        "quiet": ("quiet 23:00-08:00", "quiet off"),
        "revoke": ("menu people", "menu"),
        "server": ("server", "help"),
        "subscribe": ("subscribe 1h", "subscribe daily 20:00"),
    }
)
"""The same by the command, where its form is shown because the words do not have it."""

_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "audit": "button-audit",
        "call": "button-new-call",
        "calls": "button-calls",
        "chapter": "button-chapters",
        "chapters": "button-turnout",
        "chart": "button-chart",
        "checkin": "button-checkin",
        "checkin all": "button-all-hours",
        "checkin none": "button-none",
        "claim": "button-claim",
        "count": "button-counts",
        "desk": "button-desk",
        "did": "button-did",
        "event": "button-events",
        "events": "button-events",
        "fix": "button-fix",
        "forget": "button-forget-me",
        "help": "button-help",
        "import": "button-import",
        "language": "button-language",
        "menu": "button-menu",
        "menu counts": "button-counts",
        "menu event": "button-new-event",
        "menu goal": "button-goal",
        "menu people": "button-people",
        "pledge": "button-pledge",
        "pledge off": "button-pledge-off",
        "privacy": "button-privacy",
        "quiet": "button-quiet",
        "quiet off": "button-quiet-off",
        "report": "button-reports",
        "resign": "button-resign",
        "retract": "button-take-back",
        "revoke": "button-people",
        "server": "button-server",
        "settings": "button-settings",
        "share": "button-share",
        "start": "button-start",
        "stats": "button-figures",
        "subscribe": "button-subscribe",
        "timezone": "button-timezone",
        "undo": "button-undo",
        "unsubscribe": "button-unsubscribe",
    }
)
"""What the buttons are called that lead to these commands: for people who never saw a command."""

OVER = frozenset(
    {
        "call-changed", "call-ended", "call-gone", "call-launched", "call-not-proposed", "call-not-yours", "call-over",
        "call-unknown", "checkin-late", "event-is-cancelled", "event-is-closed", "event-no-more",
        "event-nothing-proposed", "event-other-words", "event-unknown", "need-role", "own-words",
    }
)  # fmt: skip
"""Where what the question was about is gone, done, or not for this person, so that it cannot be asked again."""


def likely(text_id: str, name: str, words: Sequence[str], able: Allowed) -> tuple[tuple[Button, ...], ...]:
    """A row of buttons for the sentence with this id, which answers the command `name` with `words`.

    Where it was an answer to a step of a walk, the step is offered again. What the person may not use here is left out.
    """
    if (again := _again(name, words)) and text_id not in OVER and able.may(again):
        menu = Button(Text("button-menu"), command="menu")
        return ((Button(Text("button-again"), command=again), menu),)
    number = _number(text_id, words)
    return _allowed([one.replace(NUMBER, number).strip() for one in LIKELY.get(text_id, ())], able)


def _number(text_id: str, words: Sequence[str]) -> str:
    """The number that was typed, with a space behind it; "" for none.

    Alone it may be what was to be said; only of a call it is always the number, wherever it stands.
    """
    meant = words if text_id == "calls-how" else words[:1] if len(words) > 1 else ()
    return next((f"{word} " for word in meant if word.lstrip("#").isdecimal()), "")


def usual(name: str, able: Allowed) -> tuple[tuple[Button, ...], ...]:
    """A row of buttons under the form of a command."""
    return _allowed(OF_COMMAND.get(name, ("help",)), able)


def _allowed(meant: Sequence[str], able: Allowed) -> tuple[tuple[Button, ...], ...]:
    """What is meant and allowed; where something is left out, at least two in all."""
    kept = [one for one in meant if able.may(one)]
    if len(kept) < min(len(meant), len(FOR_ALL)):
        kept += [one for one in FOR_ALL if one not in kept][: len(FOR_ALL) - len(kept)]
    return offered(kept)


def refusal_reply(
    refusal: Refusal, name: str, words: Sequence[str], able: Allowed, *, form: Text | None = None
) -> Reply:
    """Why the command cannot be done, with buttons for what is likely meant, of what this person may use here."""
    usage = (form,) if form is not None and refusal.usage else ()
    asked = able.only(refusal.asked or Reply(buttons=offered(refusal.offers), personal=True))
    if refusal.asked is None and not asked.buttons:
        buttons = likely(refusal.text.id, name, words, able)
        asked = replace(asked, buttons=buttons or (usual(name, able) if usage else ()))
    return replace(asked, lines=(refusal.text, *usage, *asked.lines))


def unknown_command(name: str, known: Collection[str]) -> Reply:
    """The reply to an unknown command: it suggests the most similar one of those that are known, else /help."""
    near = difflib.get_close_matches(name, known, n=MOST_OFFERS, cutoff=NEAR)
    if near:
        said = say("unknown-command-near", command=f"/{name}", near=f"/{near[0]}")
        return replace(said, buttons=offered(near))
    return replace(say("unknown-command", command=f"/{name}"), buttons=offered(FIRST))


def offered(offers: Sequence[str | Button]) -> tuple[tuple[Button, ...], ...]:
    """A row of buttons that say what they do; a command too long for a button of every platform is left out."""
    made = [one if isinstance(one, Button) else Button(_label(one), command=one) for one in offers]
    row = tuple(button for button in made if len(button.command.encode()) <= LONGEST_COMMAND)[:MOST_OFFERS]
    return (row,) if row else ()


def _label(command: str) -> Text:
    """What a command does, in words."""
    name, *rest = words = command.split()
    match words:
        case ["quiet", hours] if "-" in hours:
            start, _, end = hours.partition("-")
            return Text("button-quiet-from", {"start": start, "end": end})
        case ["subscribe", *_, "daily", clock]:
            return Text("button-updates", {"cadence": Text("cadence-daily", {"time": clock})})
        case ["subscribe", *_, every] if every.removesuffix("h").isdecimal():
            return Text("button-updates", {"cadence": Text("cadence-hours", {"hours": int(every.removesuffix("h"))})})
        case ["calls", "pause" | "cancel" as act, number]:
            return Text(f"button-{act}", {"id": number})
        case ["report", number]:
            return Text("button-report", {"id": number})
    said = " ".join((name, *(word for word in rest if not word.lstrip("#").isdecimal())))
    return Text(_LABELS.get(said) or _LABELS.get(name, "button-help"))


def _again(name: str, words: Sequence[str]) -> str:
    """The command that shows the question of a walk again; "" outside of one."""
    match name, list(words):
        case "menu", ["plan", mark, *_] if is_mark(mark):
            return f"menu plan {mark} show"
        case "menu", ["plan", *_]:
            return "menu plan show"
        case "menu", ["set", number, what, *_]:
            return f"menu set {number} {what}"
        case "call", [number, "when", "series", *rest] if number.isdecimal() and "say" in rest:
            # What was chosen for the series before this question stays.
            return " ".join(("call", number, "when", "series", *rest[: rest.index("say")]))
        case "call", [number, step, *_] if number.isdecimal() and (step in STEPS or step.startswith("text:")):
            return f"call {number} {step}"
        case "call", [number, "test", *_] if number.isdecimal():
            return f"call {number}"
    return ""
