"""Read a call from the operator's TOML file; the whole file is checked before anything is used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.core.calls.content import MOST_BUTTONS, TwoTimesError, clean_text, is_link, parse_until, parse_when
from bot.core.calls.pictures import MOST_PICTURES
from bot.core.calls.repeat import parse_repeat
from bot.core.model.call import ButtonKind, CallButton, Script
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.input.chapters import find_chapter
from bot.core.model.input.fields import line, one_of, time
from bot.core.model.input.toml_form import REQUIRED, Form, Key
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.reply import Text, listed

LABEL, PATH, WHEN = 40, 300, 120


@dataclass(frozen=True, slots=True)
class CallFile:
    """What a file says: its campaign's slug, the time as it is written, the script without these, pictures' paths."""

    campaign: str
    when: str | datetime
    script: Script
    pictures: tuple[str, ...]
    until: str | datetime = ""


def parse(text: str, languages: Sequence[str], platforms: Sequence[str]) -> CallFile:
    """The call that a TOML text describes.

    Raises Mistakes with every mistake of the file, or a Refusal for a text that is too long.
    """
    form = Form(text)
    filled = form.table(form.tree, _keys(languages, platforms))
    texts = {language: said for language, said in filled.get("text", {}).items() if said}
    if "text" in filled and not texts:
        form.wrong(("text",), "mistake-no-text")
    rows = filled.get("buttons", [])
    for index, button in enumerate(rows):
        if button.get("kind") is ButtonKind.LINK and not button.get("url"):
            form.wrong(("buttons", index, "url"), "mistake-missing", wanted=Text("wanted-link"))
        if button.get("kind") is ButtonKind.LINK and not any(button.get("label", {}).values()):
            form.wrong(("buttons", index, "label"), "mistake-missing", wanted=Text("wanted-line", {"length": LABEL}))
        if index >= MOST_BUTTONS:
            form.wrong(("buttons", index), "mistake-many-buttons", most=MOST_BUTTONS)
    counting = [index for index, button in enumerate(rows) if button.get("kind") is ButtonKind.DID_IT]
    for index in counting[1:]:
        form.wrong(("buttons", index, "kind"), "mistake-did-twice", kind=ButtonKind.DID_IT.value)
    if len(filled.get("picture", ())) > MOST_PICTURES:
        form.wrong(("picture",), "mistake-many-pictures", most=MOST_PICTURES)
    form.close()
    pictured = bool(filled["picture"])
    script = Script(
        {language: clean_text(said, picture=pictured) for language, said in texts.items()},
        tuple(_button(**button) for button in rows),
        platform=filled["platform"],
        language=filled["language"],
        chapter=filled["chapter"],
    )
    return CallFile(filled["campaign"], filled["when"], script, filled["picture"], filled["until"])


def _button(kind: ButtonKind, label: Mapping[str, str], url: str) -> CallButton:
    named = {language: said for language, said in label.items() if said}
    return CallButton(kind, named, url if kind is ButtonKind.LINK else "")


def scheduled(file: CallFile, campaign: Campaign, now: datetime, vocabulary: Vocabulary) -> Script:
    """The script with its time or the times of its series, its deadline and its chapter.

    Refused where a time is over or never comes in the campaign’s zone, and where there is no such chapter.
    """
    repeat = parse_repeat(file.when, now, campaign, vocabulary) if isinstance(file.when, str) else None
    when = None if repeat else _moment(file.when, campaign, now, vocabulary)
    script = replace(file.script, when=when, repeat=repeat, chapter=_chapter(file.script, campaign))
    if not file.until:
        return script
    if isinstance(file.until, datetime):
        if repeat:
            raise Refusal(Text("series-until", {"given": f"{file.until}"}))
        until = _moment(file.until, campaign, now, vocabulary)
        if until is None or until <= (script.when or now):
            raise Refusal(Text("call-until-late"))
        return replace(script, until=until)
    try:
        return parse_until(script, file.until, now, campaign.zone, vocabulary)
    except TwoTimesError as two:
        if two.within is None:
            raise _one_of(file.until, two) from None
        # A file asks nothing: hours alone are a length there, as in its example.
        return replace(script, until=None, within=int(two.within.total_seconds()))


def _chapter(script: Script, campaign: Campaign) -> str:
    """The slug of the chapter that the file names, "" where it names none."""
    if not script.chapter:
        return ""
    if (found := find_chapter(campaign, script.chapter)) is None:
        known = listed(one.slug for one in campaign.chapters)
        wrong = Text("no-chapter", {"word": script.chapter, "known": known}) if known else Text("chapters-not-set")
        raise Refusal(wrong)
    return found.slug


def _moment(when: str | datetime, campaign: Campaign, now: datetime, vocabulary: Vocabulary) -> datetime | None:
    """A time as it is written, None for now."""
    if isinstance(when, datetime) and when.tzinfo is not None:
        if when <= now:
            raise Refusal(Text("call-when-past", {"given": when.isoformat()}))
        return when.astimezone(UTC)
    given = when if isinstance(when, str) else f"{when:%Y-%m-%d %H:%M}"
    try:
        return parse_when(given, now, campaign.zone, vocabulary)
    except TwoTimesError as two:
        raise _one_of(given, two) from None


def _one_of(given: str, two: TwoTimesError) -> Refusal:
    """The refusal of words that can be more than one time, which a file cannot be asked about."""
    return Refusal(
        Text("call-when-two", {"given": given, "times": listed(f"{one:%Y-%m-%d %H:%M}" for one in two.times)})
    )


def _keys(languages: Sequence[str], platforms: Sequence[str]) -> Mapping[str, Key]:
    """Every key that a call's file may hold."""
    texts = dict.fromkeys(languages, Key(Text("wanted-text"), _text, default=""))
    labels = dict.fromkeys(languages, Key(Text("wanted-line", {"length": LABEL}), line(LABEL), default=""))
    kinds = Text("wanted-one", {"known": listed(ButtonKind)})
    button = {
        "kind": Key(kinds, _kind),
        "label": Key(Text("wanted-table"), keys=labels, default={}),
        "url": Key(Text("wanted-link"), _link, default=""),
    }
    return {
        "campaign": Key(Text("wanted-slug"), line(LABEL)),
        "when": Key(Text("wanted-when"), _when, default="now"),
        "until": Key(Text("wanted-until"), _when, default=""),
        "text": Key(Text("wanted-table"), keys=texts, default=REQUIRED),
        "picture": Key(Text("wanted-path", {"most": MOST_PICTURES}), _paths, default=()),
        "platform": Key(Text("wanted-one", {"known": listed(platforms)}), one_of(platforms), default=""),
        "chapter": Key(Text("wanted-slug"), line(LABEL), default=""),
        "language": Key(Text("wanted-language", {"languages": listed(languages)}), one_of(languages), default=""),
        "buttons": Key(Text("wanted-buttons", {"most": MOST_BUTTONS}), rows=button, default=[]),
    }


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value.strip()


def _paths(value: object) -> tuple[str, ...]:
    """One path, or a list of them."""
    return tuple(line(PATH)(one) for one in (value if isinstance(value, list) else [value]))


def _kind(value: object) -> ButtonKind:
    return ButtonKind(one_of([kind.value for kind in ButtonKind])(value))


def _link(value: object) -> str:
    if not isinstance(value, str) or not is_link(value):
        raise ValueError
    return value


def _when(value: Any) -> str | datetime:  # noqa: ANN401 - TOML is any of its types
    return value and line(WHEN)(value) if isinstance(value, str) else time(value)
