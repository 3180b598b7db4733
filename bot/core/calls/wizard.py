"""The wizard that makes a call step by step, with a way back and a way out at each step."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.calls.content import (
    LONGEST_CAPTION,
    LONGEST_TEXT,
    MOST_BUTTONS,
    add_button,
    clean_text,
    parse_button,
    parse_until,
    parse_when,
)
from bot.core.calls.link_labels import labels_hint
from bot.core.calls.pictures import MOST_PICTURES, drop_picture, pictures_of
from bot.core.calls.repeat import parse_repeat, rule
from bot.core.calls.replies import button_lines, call_lines, until_lines
from bot.core.model.call import ButtonKind, Call, CallButton, Script
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.input.chapters import find_chapter
from bot.core.model.input.letters import fitting
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.limits import mark_of
from bot.core.model.reply import Button, Moment, Names, Reply, Span, Text

Reach = Mapping[tuple[str, str, str], int]
"""The number of subscribed chats by (platform, language that they are spoken to in, chapter)."""

_CHAPTER = "chapter:"
"""Begins the word of a button that chooses a chapter, whose slug may be a word of another audience too."""

MOST_CHAPTERS = 8
"""How many chapters the walk offers as buttons, those with the most chats; any other is typed."""

PREVIEW, STEPS = "preview", ("picture", "buttons", "when", "until", "audience")
"""The last step, and those between the texts and it."""
USUAL = "usual"
"""The word of the button that sets no deadline."""

DEADLINES = (2, 6)
"""Hours that a button offers as the time within which a call must be sent."""


def writing_order(languages: Sequence[str], campaign: Campaign | None, own: str = "") -> tuple[str, ...]:
    """The languages in the order in which texts are asked for: the writer's own, the campaign's, then the others."""
    fallback = campaign.fallback if campaign else ""
    return tuple(sorted(languages, key=lambda language: (language != own, language != fallback)))


def steps(call: Call, languages: Sequence[str]) -> list[str]:
    """The wizard's steps in order, `languages` in the order of writing; a correction has only the steps for texts."""
    texts = [f"text:{language}" for language in languages]
    return [*texts, *([] if call.fixes else STEPS), PREVIEW]


def next_step(call: Call, languages: Sequence[str], step: str) -> str:
    """The step after this one."""
    order = steps(call, languages)
    return order[min(order.index(step) + 1, len(order) - 1)]


def apply_tap(script: Script, step: str, word: str) -> Script | None:
    """Apply a tap on a button that stands for no typed answer, such as "skip"; None for any other word."""
    kind, _, language = step.partition(":")
    match kind, word:
        case "text", "none":
            return replace(script, texts={name: text for name, text in script.texts.items() if name != language})
        case "picture", mark if mark:
            return drop_picture(script, mark)
        case "buttons", "none":
            return replace(script, buttons=())
        case "buttons", "did":
            return add_button(script, CallButton(ButtonKind.DID_IT, {}))
    return None


def apply_typed(
    call: Call, campaign: Campaign, languages: Sequence[str], step: str, words: str, now: datetime,
    vocabulary: Vocabulary,
) -> Script:  # fmt: skip
    """Apply what was typed at a step. Raises a Refusal where it is not valid there."""
    script = call.script
    kind, _, language = step.partition(":")
    match kind:
        case "text":
            return replace(script, texts={**script.texts, language: clean_text(words, picture=bool(script.picture))})
        case "picture":
            raise Refusal(Text("call-send-picture"))
        case "buttons":
            return add_button(script, parse_button(words, languages, vocabulary))
        case "when":
            repeat = parse_repeat(words, now, campaign, vocabulary)
            if repeat is not None:
                return replace(script, repeat=repeat, when=None, until=None)
            return replace(script, when=parse_when(words, now, campaign.zone, vocabulary), repeat=None)
        case "until" if words == USUAL:
            return replace(script, until=None, within=None)
        case "until":
            return parse_until(script, words, now, campaign.zone, vocabulary)
    raise Refusal(Text("call-use-buttons"))


def other_languages(script: Script, language: str, languages: Sequence[str]) -> tuple[str, ...] | None:
    """The languages without a text yet that the text in `language` may be in; None where its script fits."""
    found = fitting(script.texts.get(language, ""), languages)
    return None if language in found else tuple(one for one in found if one not in script.texts)


def move_text(script: Script, language: str, other: str) -> Script:
    """The script with the text of one language as that of another."""
    texts = {name: text for name, text in script.texts.items() if name != language}
    return replace(script, texts={**texts, other: script.texts[language]})


def which_language(call: Call, language: str, others: Sequence[str], following: str) -> Reply:
    """Ask which language a text is in whose script does not fit; the next step follows where it does."""
    fits = _way_in("is", call, language, following)
    moves = [_way_in("is", call, other, f"move {language}:{other}") for other in others]
    ways = (_way("rewrite", call, f"text:{language}"), _way("cancel-draft", call, "cancel"))
    line = Text("call-other-script", {"language": Text(f"tongue-{language}")})
    return Reply(lines=(line,), buttons=(*((move,) for move in moves), (fits,), ways), personal=True)


def set_audience(script: Script, word: str, campaign: Campaign, reach: Reach, vocabulary: Vocabulary) -> Script:
    """Set the audience that a word names: all, a platform, a language, or a chapter. Raises a Refusal for another."""
    platforms = {platform for platform, *_ in reach}
    word = word.lower()
    everybody = replace(script, platform="", language="", chapter="")
    if word in platforms:
        return replace(everybody, platform=word)
    if (language := vocabulary.language(word)) in campaign.spoken(sorted(set(vocabulary.languages.values()))):
        return replace(everybody, language=language)
    if vocabulary.means(word, "all"):
        return everybody
    if (chapter := find_chapter(campaign, word.removeprefix(_CHAPTER))) is not None:
        return replace(everybody, chapter=chapter.slug)
    raise Refusal(Text("call-bad-audience", {"word": word}))


def prompt(
    call: Call, campaign: Campaign, languages: Sequence[str], step: str, reach: Reach, chats: int, now: datetime
) -> Reply:  # fmt: skip
    """The question of a step, with the present value and buttons to go on, back or out."""
    order = steps(call, languages)
    place = order.index(step)
    if step == PREVIEW:
        return _preview(call, campaign, order, languages, chats)
    lines, rows = _when(call, campaign, now) if step == "when" else _question(call, campaign, step, languages, reach)
    ways = [_way("next", call, order[place + 1])]
    if place:
        ways.insert(0, _way("back", call, order[place - 1]))
    return Reply(
        title=Text(
            "call-step-fix" if call.fixes else "call-step",
            {"id": call.number, "step": place + 1, "steps": len(order)},
        ),
        lines=tuple(lines),
        buttons=(*((row,) for row in rows), (*ways, _way("cancel-draft", call, "cancel"))),
        picture=call.script.picture if step == "picture" else "",
        personal=True,
    )


def _question(
    call: Call, campaign: Campaign, step: str, languages: Sequence[str], reach: Reach
) -> tuple[list[Text], list[Button]]:
    script = call.script
    kind, _, language = step.partition(":")
    if kind == "text":
        most = LONGEST_CAPTION if script.picture else LONGEST_TEXT
        lines = [Text("call-ask-text", {"language": Text(f"tongue-{language}"), "most": most})]
        if language not in script.texts:
            return lines, []
        there = Names({language: script.texts[language]}, language)
        return [*lines, Text("call-there"), Text("call-text", {"text": there})], [_way("without", call, f"{step} none")]
    if kind == "picture":
        return _pictures(call)
    if kind == "buttons":
        left = {"most": MOST_BUTTONS, "left": MOST_BUTTONS - len(script.buttons)}
        lines = [Text("call-ask-buttons", left), *labels_hint(languages)]
        shown = button_lines(call, campaign)
        did = any(button.kind is ButtonKind.DID_IT for button in script.buttons)
        choices = [] if did else [_way("did", call, "buttons did")]
        return [*lines, *shown], [*choices, *([_way("without", call, "buttons none")] if shown else [])]
    if kind == "until":
        asked = "call-ask-until" if script.repeat is None else "series-ask-within"
        lines = [
            Text(asked, {"zone": Moment(campaign.starts_at, campaign.zone, "zone")}),
            *until_lines(call, campaign),
        ]
        lengths = [within_button(call, timedelta(hours=hours)) for hours in DEADLINES]
        return lines, [*lengths, Button(Text("button-usual"), command=f"call {call.id} until {USUAL}")]
    more = len({chapter for *_, chapter in reach if chapter}) > MOST_CHAPTERS
    lines = [*until_lines(call, campaign), Text("call-ask-audience"), *([Text("call-more-chapters")] if more else [])]
    return lines, _audiences(call, campaign, languages, reach)


def _when(call: Call, campaign: Campaign, now: datetime) -> tuple[list[Text], list[Button]]:
    """The question for the time; for that of a series only while the campaign runs."""
    asked, chosen = "call-ask-when-once" if campaign.ended(now) else "call-ask-when", call.script
    lines = [Text(asked, {"zone": Moment(campaign.starts_at, campaign.zone, "zone")})]
    lines += [Text("call-at", {"at": Moment(chosen.when, campaign.zone)})] if chosen.when is not None else []
    lines += [rule(chosen.repeat)] if chosen.repeat is not None else []
    series = [] if campaign.ended(now) else [_way("every", call, "when series")]
    return lines, [_way("now", call, "when now"), *series]


def within_button(call: Call, length: timedelta) -> Button:
    """A button for the length within which a call must be sent; "for" tells it from a time of day."""
    hours, rest = divmod(length, timedelta(hours=1))
    said = f"{length // timedelta(minutes=1)}min" if rest else f"{hours}h"
    return Button(Text("button-within", {"length": Span(length)}), command=f"call {call.id} until for {said}")


def _pictures(call: Call) -> tuple[list[Text], list[Button]]:
    """The question for pictures, with a button that takes each one back where there are several."""
    there = pictures_of(call.script)
    if not there:
        return [Text("call-ask-picture", {"most": MOST_PICTURES})], []
    left = MOST_PICTURES - len(there)
    more = Text("call-more-pictures", {"left": left}) if left else Text("call-many-pictures", {"most": MOST_PICTURES})
    buttons = [
        Button(Text("button-drop-picture", {"number": number}), command=f"call {call.id} picture {mark_of(picture)}")
        for number, picture in enumerate(there if len(there) > 1 else (), 1)
    ]
    pictures = Text("call-with-pictures", {"pictures": len(there)})
    return [pictures, more], [*buttons, _way("without", call, "picture none")]


def _audiences(call: Call, campaign: Campaign, languages: Sequence[str], reach: Reach) -> list[Button]:
    choices = [_choice(call, "all", Text("call-to-all", {"chats": sum(reach.values())}))]
    platforms = sorted({platform for platform, *_ in reach})
    for platform in platforms if len(platforms) > 1 else ():
        chats = sum(count for (where, *_), count in reach.items() if where == platform)
        named = Text("call-to-platform", {"chats": chats, "platform": platform.capitalize()})
        choices.append(_choice(call, platform, named))
    for language in languages:
        chats = sum(count for (_, spoken, _), count in reach.items() if spoken == language)
        named = Text("call-to-language", {"chats": chats, "language": Text(f"tongue-{language}")})
        choices.append(_choice(call, language, named))
    sizes = {
        one.slug: sum(count for (*_, chapter), count in reach.items() if chapter == one.slug)
        for one in campaign.chapters
    }
    # The one that is chosen is offered whatever its size, since the desk shows the choice in a list.
    offered = [slug for slug, chats in sizes.items() if chats or slug == call.script.chapter]
    for slug in sorted(offered, key=lambda slug: (slug != call.script.chapter, -sizes[slug]))[:MOST_CHAPTERS]:
        named = Text("call-to-chapter", {"chats": sizes[slug], "name": campaign.chapter_name(slug)})
        choices.append(_choice(call, chapter_word(slug), named))
    return choices


def chapter_word(slug: str) -> str:
    """The word of a button that chooses this chapter; short, since a slug may be longer than a button has room for."""
    return f"{_CHAPTER}{mark_of(slug)}"


def _choice(call: Call, word: str, label: Text) -> Button:
    return Button(label, command=f"call {call.id} audience {word}")


def _preview(call: Call, campaign: Campaign, order: Sequence[str], languages: Sequence[str], chats: int) -> Reply:
    tests = [
        Button(Text("button-test", {"language": Text(f"tongue-{language}")}), command=f"call {call.id} test {language}")
        for language in languages
        if call.script.texts and call.script.tongue(campaign) in {"", language}
    ]
    ways = (_way("back", call, order[-2]), _way("cancel-draft", call, "cancel"))
    return Reply(
        title=Text("call-preview-fix" if call.fixes else "call-preview", {"id": call.number}),
        lines=call_lines(call, campaign, languages, chats),
        buttons=(*((test,) for test in tests), (_way("propose", call, "propose"),), ways),
        personal=True,
    )


def with_change(preview: Reply, call: Call, languages: Sequence[str]) -> Reply:
    """The preview with a button that changes the words, the first ones in the order of writing."""
    first = next((one for one in languages if one in call.script.texts), languages[0])
    *others, launch, ways = preview.buttons
    change = Button(Text("button-change-words"), command=f"call {call.id} text:{first}")
    return replace(preview, buttons=(*others, (*launch, change), ways))


def _way(name: str, call: Call, to: str) -> Button:
    return Button(Text(f"button-{name}"), command=f"call {call.id} {to}")


def _way_in(name: str, call: Call, language: str, to: str) -> Button:
    return Button(Text(f"button-{name}", {"language": Text(f"language-{language}")}), command=f"call {call.id} {to}")
