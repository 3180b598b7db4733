"""What a person may have meant whose words were not understood: two or three buttons under the sentence."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.core.commands.request import LONGEST_COMMAND, Command
from bot.core.model.reply import Button, Text

MOST_OFFERS = 3

NUMBER = "[number]"
"""Stands for the number that was typed, with the space behind it; for nothing where none was."""

_EVENTS = ("events", "menu event", "help")
LIKELY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("call-unknown", "call-which", "call-how", "series-not", "series-not-of"), ("calls", "call", "events")
        ),
        **dict.fromkeys(
            ("event-bad-option", "event-bad-length", "event-bad-title", "event-bad-goal", "event-bad-goal-percent",
             "event-no-option", "event-preview-gone"),
            _EVENTS,
        ),
        "calls-how": (f"calls pause {NUMBER}", f"calls cancel {NUMBER}", f"report {NUMBER}"),
        "checkin-bad": (f"checkin {NUMBER}all", f"checkin {NUMBER}none", "events"),
        "checkin-bad-link": ("events", "help"),
        "count-how": ("menu counts", "stats", "help"),
        **dict.fromkeys(
            ("import-bad-day", "import-gone", "import-gone-attach", "import-how"), ("import", "menu counts", "help")
        ),
        "no-such-member": ("menu people", "menu"),
        "unknown-page": ("menu counts", "stats", "help"),
        "which-page": ("menu counts", "stats", "help"),
        "undo-unknown": ("undo", "help"),
        "walk-gone": ("menu", "help"),
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

_STEPS = ("picture", "buttons", "when", "until", "audience")


def likely(
    text_id: str, name: str, words: Sequence[str], commands: Mapping[str, Command], *, private: bool
) -> tuple[tuple[Button, ...], ...]:
    """A row of buttons for the sentence with this id, which answers the command `name` with `words`.

    Where it was an answer to a step of a walk, the step is offered again. A command of private chats is left out in
    groups.
    """
    if again := _again(name, words):
        menu = Button(Text("button-menu"), command="menu")
        return ((Button(Text("button-again"), command=again), menu),)
    number = next((f"{word} " for word in words[:1] if word.lstrip("#").isdecimal() and len(words) > 1), "")
    meant = [one.replace(NUMBER, number).strip() for one in LIKELY.get(text_id, ())]
    return offered([one for one in meant if _is_here(one, commands, private=private)])


def usual(name: str, commands: Mapping[str, Command], *, private: bool) -> tuple[tuple[Button, ...], ...]:
    """A row of buttons under the form of a command."""
    meant = OF_COMMAND.get(name, ("help",))
    return offered([one for one in meant if _is_here(one, commands, private=private)])


def _is_here(line: str, commands: Mapping[str, Command], *, private: bool) -> bool:
    command = commands.get(line.split(maxsplit=1)[0])
    return command is not None and (private or not command.private)


def offered(offers: Sequence[str | Button]) -> tuple[tuple[Button, ...], ...]:
    """A row of buttons that say what they do; a command too long for a button of every platform is left out."""
    made = [one if isinstance(one, Button) else Button(_label(one), command=one) for one in offers]
    row = tuple(button for button in made if len(button.command.encode()) <= LONGEST_COMMAND)[:MOST_OFFERS]
    return (row,) if row else ()


def _label(command: str) -> Text:
    """What a command does, in words."""
    name, *rest = words = command.split()
    match words:
        case ["count", _, *_]:
            return Text("button-again")
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
    said = " ".join((name, *(word for word in rest if not word.isdecimal())))
    return Text(_LABELS.get(said) or _LABELS.get(name, "button-help"))


def _again(name: str, words: Sequence[str]) -> str:
    """The command that shows the question of a walk again; "" outside of one."""
    match name, list(words):
        case "menu", ["plan", *_]:
            return "menu plan show"
        case "menu", ["set", number, what, *_]:
            return f"menu set {number} {what}"
        case "call", [number, "when", "series", *rest] if number.isdecimal() and "say" in rest:
            # What was chosen for the series before this question stays.
            return " ".join(("call", number, "when", "series", *rest[: rest.index("say")]))
        case "call", [number, step, *_] if number.isdecimal() and (step in _STEPS or step.startswith("text:")):
            return f"call {number} {step}"
        case "call", [number, "test", *_] if number.isdecimal():
            return f"call {number}"
    return ""
