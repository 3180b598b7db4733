"""The steps of /call: each question, and what its answer makes of the call."""

from dataclasses import replace

from bot.core.calls.content import TwoTimesError, picture_kind
from bot.core.calls.lifecycle import audience_size
from bot.core.calls.pictures import MOST_PICTURES, add_picture, pictures_of
from bot.core.calls.repeat import TwoClocksError
from bot.core.calls.repeat_walk import SAID, SERIES, answer_repeat, waits_for, which_clock
from bot.core.calls.series import store_change
from bot.core.calls.wizard import (
    PREVIEW,
    apply_tap,
    apply_typed,
    move_text,
    next_step,
    other_languages,
    prompt,
    set_audience,
    which_language,
    with_change,
    within_button,
    writing_order,
)
from bot.core.commands.request import Ask
from bot.core.commands.time_buttons import stacked, time_label
from bot.core.delivery.approvals import naming
from bot.core.model.call import Call, CallState, Script
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.reply import Button, Reply, Text
from bot.core.ports.database import Transaction
from bot.core.ports.pictures import Picture


def author_of(ask: Ask, tx: Transaction, campaign: Campaign) -> str:
    """The person's pseudonym in the campaign."""
    return tx.people.pseudonym(campaign.slug, ask.request.address.platform, ask.request.person)


def order_of(ask: Ask, campaign: Campaign) -> tuple[str, ...]:
    """The languages in the order in which this person is asked for texts."""
    return writing_order(campaign.spoken(ask.languages), campaign, ask.language)


async def show(ask: Ask, tx: Transaction, campaign: Campaign, found: Call, step: str) -> Reply:
    """Show a step's question, and wait for the person's text."""
    here = ask.request.address.platform, ask.request.person
    if step == PREVIEW:
        await tx.dialogues.rest(*here, f"call {found.id} {step}")
    else:
        await tx.dialogues.wait(*here, f"call {found.id} {step} {SAID}")
    reach = await tx.ledger.audience(campaign)
    chats = await audience_size(tx, campaign, found)
    asked = prompt(found, campaign, order_of(ask, campaign), step, reach, chats, ask.now)
    return await naming(tx, campaign, asked)


WAITS = "call-preview-waits"
BY_BUTTON = frozenset({"call-bad-audience", "call-many-pictures", "call-send-picture", "call-use-buttons", WAITS})
"""The refusals that name buttons of the question: it stands below them, with these."""


async def take_step(ask: Ask, tx: Transaction, campaign: Campaign, found: Call, step: str) -> Reply:
    """Show a step's question; or, with words, take its answer and show the next step."""
    try:
        return await _answered(ask, tx, campaign, found, step)
    except Refusal as refusal:
        if refusal.text.id not in BY_BUTTON:
            raise
        asked = await show(ask, tx, campaign, found, step)
        if refusal.text.id == WAITS:
            asked = with_change(asked, found, order_of(ask, campaign))
        raise Refusal(refusal.text, asked=asked) from None


async def _answered(ask: Ask, tx: Transaction, campaign: Campaign, found: Call, step: str) -> Reply:
    _, _, said = ask.typed.partition(f" {step}")
    typed = said.split(maxsplit=1)[:1] == [SAID]
    said = said.strip().removeprefix(SAID if typed else "").strip()
    if typed and step == PREVIEW:
        raise Refusal(Text(WAITS))
    notes: list[Text] = []
    changed, said = await _with_pictures(ask, tx, found, step, said, notes)
    if typed and ask.request.formatted:
        notes.append(Text("call-formatting-left"))
    asked, script = None, None if typed else apply_tap(changed.script, step, said)
    stays = script is not None or step == "buttons" or (changed is not found and not said)
    if said and script is None:
        taken = await _taken(ask, tx, campaign, changed, step, said)
        asked, script = (taken, None) if isinstance(taken, Reply) else (None, taken)
    if script is not None:
        changed = replace(found, script=script, state=CallState.DRAFT)
    if changed is found:
        return asked or await show(ask, tx, campaign, found, step)
    if changed.script == found.script:
        # A tap that changes nothing keeps the call's approvals and its time.
        changed = found
    else:
        notes += await store_change(tx, found, changed)
    following = next_step(found, order_of(ask, campaign), step)
    kind, _, language = step.partition(":")
    which = await _ask_language(ask, tx, campaign, changed, language) if kind == "text" else None
    reply = asked or which or await show(ask, tx, campaign, changed, step if stays else following)
    return replace(reply, lines=(*notes, *reply.lines))


async def settle_language(ask: Ask, tx: Transaction, campaign: Campaign, found: Call) -> Reply:
    """Answer the question which language a text is in, by a button's `move ar:fr` or words behind `is ar`."""
    _, verb, word, *said = (*ask.words, "")
    language, _, other = word.partition(":")
    if verb == "move":
        return await _move(ask, tx, campaign, found, language, other)
    if language not in order_of(ask, campaign):
        raise Refusal(Text("call-how"))
    asked = await _ask_language(ask, tx, campaign, found, language, " ".join(said).removeprefix(SAID).strip())
    return asked or await show(ask, tx, campaign, found, f"text:{language}")


async def _move(ask: Ask, tx: Transaction, campaign: Campaign, found: Call, language: str, other: str) -> Reply:
    """Take the text of one language as that of another, which has none yet; then ask for the former again."""
    if language not in found.script.texts or other not in campaign.spoken(ask.languages) or other in found.script.texts:
        raise Refusal(Text("call-how"))
    moved = replace(found, script=move_text(found.script, language, other), state=CallState.DRAFT)
    notes = await store_change(tx, found, moved)
    asked = await show(ask, tx, campaign, moved, f"text:{language}")
    return replace(asked, lines=(*notes, *asked.lines))


async def _taken(ask: Ask, tx: Transaction, campaign: Campaign, call: Call, step: str, said: str) -> Script | Reply:
    """The script with the answer to a step, or the question that follows from it."""
    if step == "audience":
        return set_audience(call.script, said, campaign, await tx.ledger.audience(campaign), ask.vocabulary)
    if step == "when" and said.split(maxsplit=1)[0] == SERIES:
        asked = answer_repeat(call, campaign, said, ask.now, ask.vocabulary)
        if isinstance(asked, Reply):
            await tx.dialogues.wait(ask.request.address.platform, ask.request.person, waits_for(asked))
            return asked
        return replace(call.script, repeat=asked, when=None, until=None)
    try:
        return apply_typed(call, campaign, campaign.spoken(ask.languages), step, said, ask.now, ask.vocabulary)
    except TwoTimesError as two:
        return _which_time(call, step, said, campaign.zone, two)
    except TwoClocksError as two_clocks:
        return which_clock(call, campaign, two_clocks)


async def _ask_language(
    ask: Ask, tx: Transaction, campaign: Campaign, call: Call, language: str, said: str = ""
) -> Reply | None:  # fmt: skip
    """Ask which language the text of this one is in, or take its name that was `said`; other words change nothing.

    None where the text's script fits, so that nothing is to be asked.
    """
    order = order_of(ask, campaign)
    others = other_languages(call.script, language, order)
    if others is None:
        return None
    following = next_step(call, order, f"text:{language}")
    named = next((code for word in (said, *said.split()[-1:]) if (code := ask.vocabulary.language(word))), "")
    if named in others:
        return await _move(ask, tx, campaign, call, language, named)
    if named == language:
        return await show(ask, tx, campaign, call, following)
    await tx.dialogues.wait(ask.request.address.platform, ask.request.person, f"call {call.id} is {language} {SAID}")
    return which_language(call, language, others, following)


def _which_time(found: Call, step: str, said: str, zone: str, two: TwoTimesError) -> Reply:
    """A button for each possible meaning of the time."""
    buttons = [
        Button(time_label(local, zone), command=f"call {found.id} {step} {SAID} {local:%Y-%m-%d %H:%M}")
        for local in two.times
    ]
    if two.within is not None:
        buttons.append(within_button(found, two.within))
    back = Button(Text("button-back"), command=f"call {found.id} {step}")
    out = Button(Text("button-cancel-draft"), command=f"call {found.id} cancel")
    lines = (Text("when-two", {"given": said}),)
    return Reply(lines=lines, buttons=(*stacked(buttons), (back, out)), personal=True)


async def _with_pictures(
    ask: Ask, tx: Transaction, found: Call, step: str, said: str, notes: list[Text]
) -> tuple[Call, str]:  # fmt: skip
    """The call with the pictures that were sent, and the words beside them that answer the step; notes tell of both."""
    if not ask.request.pictures:
        return found, said
    changed = replace(found, script=await _pictured(ask, tx, found, notes), state=CallState.DRAFT)
    if step != "picture":
        notes.append(Text("call-with-pictures", {"pictures": len(pictures_of(changed.script))}))
        return changed, said
    if said:
        notes.append(Text("call-caption-left"))
    return changed, ""


async def _pictured(ask: Ask, tx: Transaction, found: Call, notes: list[Text]) -> Script:
    """The script with the pictures that were sent; a note says where there were more than it has room for."""
    if found.fixes:
        raise Refusal(Text("call-words-alone"))
    script = found.script
    room = max(MOST_PICTURES - len(pictures_of(script)), 1)
    if len(ask.request.pictures) > room:
        notes.append(Text("call-many-pictures", {"most": MOST_PICTURES}))
    for picture in ask.request.pictures[:room]:
        name = await tx.pictures.add(Picture(picture_kind(picture.data), picture.data))
        if picture.file:
            await tx.pictures.remember(name, ask.request.address.platform, picture.file)
        script = add_picture(script, name)
    return script
