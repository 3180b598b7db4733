"""Replies to organizers about a call: its preview in each language, the approval request, its progress."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.core.calls.content import content, eta_seconds
from bot.core.calls.failure_reasons import told_reasons
from bot.core.calls.pictures import pictures_of
from bot.core.calls.repeat import rule
from bot.core.delivery.promises import call_breaks
from bot.core.model.announcements import State, Tally
from bot.core.model.call import ButtonKind, Call, CallState
from bot.core.model.campaign import Campaign
from bot.core.model.privacy import MIN_SHOWN
from bot.core.model.reply import Button, Moment, Names, Reply, Span, Text, Value

STATES = (
    State.SENT, State.PENDING, State.SENDING, State.FAILED, State.UNKNOWN, State.SKIPPED, State.RETRACTED,
)  # fmt: skip


def call_lines(call: Call, campaign: Campaign, languages: Sequence[str], chats: int) -> tuple[Text, ...]:
    """The preview: the text in each language, then buttons, picture, time and audience."""
    script = call.script
    lines = []
    for language in languages:
        if language in script.texts:
            lines.append(Text("call-in", {"language": Text(f"tongue-{language}")}))
            lines.append(Text("call-text", {"text": Names({language: script.texts[language]}, language)}))
        elif script.texts and script.tongue(campaign) in {"", language}:
            stand_in = campaign.fallback if campaign.fallback in script.texts else next(iter(script.texts))
            lines.append(
                Text(
                    "call-stand-in",
                    {"language": Text(f"tongue-{language}"), "other": Text(f"tongue-{stand_in}")},
                )
            )
    if script.picture:
        lines.append(Text("call-with-pictures", {"pictures": len(pictures_of(script))}))
    when = (_time(call, campaign), *until_lines(call, campaign))
    breaks = () if call.fixes else call_breaks(script, campaign)
    return (*lines, *button_lines(call, campaign), *when, *breaks, audience_line(call, campaign, chats))


def until_lines(call: Call, campaign: Campaign) -> tuple[Text, ...]:
    """Until when it is sent, where somebody set that."""
    if call.script.until is not None:
        return (Text("call-until", {"at": Moment(call.script.until, campaign.zone)}),)
    if call.script.within is not None:
        within = Text("call-within", {"length": Span(timedelta(seconds=call.script.within))})
        if call.script.when is None:
            return (within,)
        end = Moment(call.script.deadline(call.script.when), campaign.zone)
        return (within, Text("call-until", {"at": end}))
    return ()


def button_lines(call: Call, campaign: Campaign) -> list[Text]:
    """The buttons with their labels in every language, since an approval covers all of them."""
    lines = []
    for button, (shown,) in zip(call.script.buttons, content(call, campaign).buttons, strict=True):
        link = button.kind is ButtonKind.LINK
        to = {"url": button.url} if link else {}
        several = {language: Names({language: label}) for language, label in button.label.items()}
        labels: Mapping[str, Value] = several if len(several) > 1 else {"": shown.label}
        for language, label in labels.items():
            if language:
                where = {"language": Text(f"tongue-{language}"), "label": label, **to}
                lines.append(Text("call-with-link-in" if link else "call-with-did-in", where))
            else:
                lines.append(Text("call-with-link" if link else "call-with-did", {"label": label, **to}))
    return lines


def _time(call: Call, campaign: Campaign) -> Text:
    if call.fixes:
        return Text("call-fixes", {"id": str(call.fixes)})
    if call.script.repeat is not None:
        return rule(call.script.repeat)
    if call.script.when is None:
        return Text("call-at-once")
    return Text("call-at", {"at": Moment(call.script.when, campaign.zone, fixed=True)})


def audience_line(call: Call, campaign: Campaign, chats: int) -> Text:
    """Whom it is for, and how many chats these are."""
    script = call.script
    if script.chapter:
        return Text("call-to-chapter", {"chats": chats, "name": campaign.chapter_name(script.chapter)})
    if script.platform:
        return Text("call-to-platform", {"chats": chats, "platform": script.platform.capitalize()})
    if tongue := script.tongue(campaign):
        return Text("call-to-language", {"chats": chats, "language": Text(f"tongue-{tongue}")})
    return Text("call-to-all", {"chats": chats})


def reached_line(call: Call, campaign: Campaign, chats: int) -> Text:
    """The audience in a report: the number alone where it is every chat."""
    script = call.script
    narrow = script.platform or script.language or script.chapter
    return audience_line(call, campaign, chats) if narrow else Text("report-audience", {"chats": chats})


def request_reply(call: Call, campaign: Campaign, languages: Sequence[str], chats: int) -> Reply:
    """The approval request: the whole call, its audience's size, and a button that approves exactly this content."""
    approve = Button(Text("button-approve"), command=f"call {call.id} approve {call.content_hash}")
    refuse = Button(Text("button-refuse"), command=f"call {call.id} refuse {call.content_hash}")
    return Reply(
        title=Text("call-request-fix" if call.fixes else "call-request", {"id": call.number}),
        lines=call_lines(call, campaign, languages, chats),
        buttons=((approve, refuse),),
        picture=call.script.picture,
        personal=True,
    )


def progress_reply(call: Call, campaign: Campaign, tally: Tally) -> Reply:
    """The progress of a call, with buttons to control it."""
    told, seconds = tally.shown_states, eta_seconds(call, tally)
    lines = [Text("call-status", {"status": Text(f"call-is-{call.status}"), "title": campaign.title})]
    if call.series:
        lines.append(Text("series-one-of", {"series": str(call.series)}))
    lines.append(reached_line(call, campaign, tally.audience))
    lines += [Text(f"report-{state}", {"chats": told[state]}) for state in STATES if told[state]]
    lines += [
        Text("report-reason", {"reason": reason, "chats": chats}) for reason, chats in told_reasons(tally.failures)
    ]
    if tally.unreachable:
        lines.append(Text("report-unreachable", {"chats": tally.unreachable}))
    if seconds:
        lines.append(Text("report-eta", {"left": Span(timedelta(seconds=seconds))}))
    if tally.waiting and call.due is not None and call.status == "running":
        lines.append(Text("report-until", {"at": Moment(call.script.deadline(call.due), campaign.zone)}))
    if any(button.kind is ButtonKind.DID_IT for button in call.script.buttons):
        lines.append(did_line(call.did))
    return Reply(
        title=Text("report-title", {"id": str(call.id)}),
        lines=tuple(lines),
        buttons=tuple((button,) for button in call_buttons(call, stands=tally.stands)),
        personal=True,
    )


def list_line(one: Call, campaign: Campaign) -> Text:
    """A call as one line of a list."""
    values: dict[str, Value] = {"id": str(one.id), "status": Text(f"call-is-{one.status}")}
    if one.state is CallState.REPEATING and one.script.repeat is not None:
        return Text("calls-line-series", {**values, "rule": rule(one.script.repeat)})
    if one.fixes:
        return Text("calls-line-fix", {**values, "fixes": str(one.fixes)})
    if one.due is None:
        return Text("calls-line", values)
    return Text("calls-line-at", {**values, "at": Moment(one.due, campaign.zone)})


def did_line(did: int) -> Text:
    """How many people tapped "I did it"; numbers below five are not shown."""
    return Text("call-did-few", {"few": MIN_SHOWN}) if did < MIN_SHOWN else Text("call-did-count", {"count": did})


def call_buttons(call: Call, *, stands: bool) -> list[Button]:
    """The buttons for what can be done with a launched call in its state; `stands`: something of it is in a chat."""

    def button(act: str) -> Button:
        return Button(Text(f"button-{act}", {"id": str(call.id)}), command=f"calls {act} {call.id}")

    acts = {
        "scheduled": ("pause", "cancel"), "running": ("pause", "cancel"), "paused": ("resume", "cancel"),
    }.get(call.status, ())  # fmt: skip
    buttons = [button(act) for act in acts]
    if call.announcement and stands:
        buttons.append(Button(Text("button-retract", {"id": str(call.id)}), command=f"retract {call.id}"))
    return buttons
