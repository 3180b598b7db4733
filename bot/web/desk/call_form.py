"""The form of a call: its fields, the commands that a changed form is, and the call that it would become."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.core.calls.content import LONGEST_CAPTION, LONGEST_TEXT, MOST_BUTTONS, TwoTimesError
from bot.core.calls.repeat import EVERY_DAY
from bot.core.calls.wizard import Reach, apply_tap, apply_typed, chapter_word, set_audience, steps
from bot.core.model.call import ButtonKind, Call, CallButton, Repeat, Script
from bot.core.model.errors import Refusal
from bot.core.model.limits import length_of
from bot.core.model.reply import Text
from bot.web.desk.visit import Visit

NOTES = frozenset({"call-taken-off", "fix-taken-off", "call-caption-left", "call-many-pictures", "when-two"})
"""Lines of the wizard's replies that say more than what its next question is."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""As they are typed; each is understood in every language."""


@dataclass(frozen=True, slots=True)
class Step:
    """One changed field: the wizard's step, what is typed there, and whether it is typed (`say`) or tapped."""

    name: str
    words: str
    typed: bool = True

    def command(self, call: Call) -> str:
        """The command that it is in a chat."""
        return f"call {call.id} {self.name} {'say ' if self.typed else ''}{self.words}".rstrip()


def fields_of(call: Call, zone: str) -> dict[str, str]:
    """The fields of a stored call."""
    script = call.script
    found = {f"text:{language}": text for language, text in script.texts.items()}
    links = [typed_button(button) for button in script.buttons if button.kind is ButtonKind.LINK]
    found |= {f"button{number}": links[number] if number < len(links) else "" for number in range(MOST_BUTTONS)}
    found["did"] = "on" if any(button.kind is ButtonKind.DID_IT for button in script.buttons) else ""
    local = script.when.astimezone(ZoneInfo(zone)) if script.when else None
    found["when"] = f"{local:%Y-%m-%dT%H:%M}" if local else ""
    found["every"] = typed_repeat(script.repeat) if script.repeat else ""
    found["audience"] = chapter_word(script.chapter) if script.chapter else script.platform or script.language or "all"
    until = script.until.astimezone(ZoneInfo(zone)) if script.until else None
    within = timedelta(seconds=script.within) if script.within else None
    found["until"] = f"{until:%Y-%m-%d %H:%M}" if until else _length(within) if within else ""
    return found


def sent_fields(visit: Visit, call: Call) -> dict[str, str]:
    """The fields as they were sent; those that the form did not have keep their value."""
    stored = fields_of(call, visit.here.zone)
    names = {*stored, *(f"text:{language}" for language in visit.languages)} - {"did"}
    sent = {name: visit.field(name) if name in visit.form else stored.get(name, "") for name in names}
    return {**sent, "did": visit.field("did")}


def typed_button(button: CallButton) -> str:
    """A link button as it is typed: `Label https://…` or `en=Label | fr=Libellé https://…`."""
    labels = " | ".join(f"{language}={label}" if language else label for language, label in button.label.items())
    return f"{labels} {button.url}"


def typed_repeat(repeat: Repeat) -> str:
    """The times of a series as they are typed: `every friday 18:00 until 2026-12-26`."""
    days = "daily" if repeat.days == EVERY_DAY else " ".join(["every", *(WEEKDAYS[day] for day in repeat.days)])
    return f"{days} {repeat.clock:%H:%M} until {repeat.last}"


def changes(call: Call, sent: Mapping[str, str], zone: str, *, without_picture: bool = False) -> list[Step]:
    """The steps that turn the stored call into the form's."""
    stored = fields_of(call, zone)
    found = [Step("picture", "none", typed=False)] if without_picture and call.script.picture else []
    texts = sorted(name for name in sent if name.startswith("text:") and sent[name] != stored.get(name, ""))
    found += [Step(name, sent[name]) if sent[name] else Step(name, "none", typed=False) for name in texts]
    buttons = [f"button{number}" for number in range(MOST_BUTTONS)]
    if not call.fixes:
        if any(sent.get(name, "") != stored[name] for name in (*buttons, "did")):
            found.append(Step("buttons", "none", typed=False))
            found += [Step("buttons", sent[name]) for name in buttons if sent.get(name)]
            found += [Step("buttons", "did", typed=False)] if sent.get("did") else []
        if sent["every"] and sent["every"] != stored["every"]:
            found.append(Step("when", sent["every"]))
        elif sent["when"] != stored["when"] or sent["every"] != stored["every"]:
            found.append(Step("when", sent["when"] or "now"))
        if sent["until"] != stored["until"]:
            found.append(Step("until", sent["until"] or "usual"))
        if sent["audience"] != stored["audience"]:
            found.append(Step("audience", sent["audience"], typed=False))
    return found


def drafted(visit: Visit, call: Call, found: list[Step], reach: Reach) -> tuple[Call, list[Text]]:
    """The call with these steps taken, without storing anything; and what is wrong with those that cannot be."""
    wrong: list[Text] = []
    for step in found:
        try:
            call = replace(call, script=_taken(visit, call, step, reach))
        except Refusal as refusal:
            wrong.append(refusal.text)
        except TwoTimesError:
            wrong.append(Text("when-two", {"given": step.words}))
    return call, wrong


def lengths(script: Script, languages: tuple[str, ...]) -> dict[str, tuple[int, int]]:
    """For each language, the length of its text in UTF-16 units, and the most it may have."""
    most = LONGEST_CAPTION if script.picture else LONGEST_TEXT
    return {one: (length_of(script.texts.get(one, "")), most) for one in languages}


def languages_of(visit: Visit, call: Call) -> list[str]:
    """The languages in the order of the wizard's steps."""
    names = steps(call, visit.languages)
    return [name.removeprefix("text:") for name in names if name.startswith("text:")]


def _taken(visit: Visit, call: Call, step: Step, reach: Reach) -> Script:
    vocabulary = visit.parts.services.vocabulary
    if not step.typed and (tapped := apply_tap(call.script, step.name, step.words)) is not None:
        return tapped
    if step.name == "audience":
        return set_audience(call.script, step.words, visit.here, reach, vocabulary)
    now = visit.parts.clock.now()
    return apply_typed(call, visit.here, visit.languages, step.name, step.words, now, vocabulary)


def _length(length: timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    return f"{minutes // 60}h" if minutes % 60 == 0 else f"{minutes}m"
