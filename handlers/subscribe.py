"""/subscribe: this chat gets regular updates of the campaign."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.commands.request import Argument, Ask, Command, choose_campaign, unknown_campaign
from bot.core.counts.replies import figures_button
from bot.core.delivery.promises import halt_breaks
from bot.core.delivery.refresh_intervals import BOARD, DIGEST
from bot.core.model.campaign import Campaign
from bot.core.model.chats import Mode, clock_of
from bot.core.model.errors import Refusal
from bot.core.model.input.digits import figure
from bot.core.model.input.from_now import short_lengths
from bot.core.model.input.when import MOST_WORDS, read_clocks
from bot.core.model.reply import Button, Moment, Reply, Text, listed, say
from bot.core.model.schedule import HOUR, Cadence, after_quiet, next_due, parse_cadence
from bot.core.ports.database import Transaction

HOURS = range(1, 24)
"""What a number alone can be in both of its meanings."""

HERE = "here"
"""The last word of the button that lets a forum's other topics stop following."""


async def subscribe(ask: Ask, tx: Transaction) -> Reply:
    """Follow a campaign, or change the cadence; the answer gives the time of the first update, with zone and offset."""
    only_here = len(ask.words) > 1 and ask.words[-1].lower() == HERE
    mode, words = _mode(ask.words[:-1] if only_here else ask.words)
    campaign, cadence = _meant(replace(ask, words=words), mode)
    if only_here and campaign.slug in ask.follows:
        await tx.chats.leave_other_topics(ask.request.address, campaign.slug)
        return say("subscribed-here-alone", title=campaign.title)
    if campaign.ended(ask.now):
        raise Refusal(Text("subscribe-ended", {"title": campaign.title}))
    chat = await tx.chats.ensure(ask.request.address, ask.request.kind)
    zone = clock_of(chat, (*ask.follows, campaign.slug), {one.slug: one for one in ask.campaigns})
    due = after_quiet(chat.quiet, next_due(cadence, ask.now, zone), zone)
    if mode is Mode.BOARD:
        # The board is shown at once; afterwards it is edited silently.
        due = after_quiet(chat.quiet, ask.now, zone)
    if campaign.ends_at is not None:
        due = min(due, campaign.ends_at)
    subscription = await tx.chats.subscribe(chat, campaign.slug, cadence, mode, due)
    if ask.private:
        await tx.chats.keep_private(chat, ask.request.address, f"subscription:{subscription.id}")
    lines = [Text("subscribed-board", {"title": campaign.title})]
    if mode is not Mode.BOARD:
        lines = [
            Text("subscribed", {"title": campaign.title, "cadence": spoken_cadence(cadence)}),
            Text("subscribed-next", {"at": Moment(due, zone)}),
        ]
    lines += await halt_breaks(tx, campaign)
    if chat.off:
        lines.append(Text("subscribed-but-off"))
    if rights := [Text(f"permission-{name}") for name in ask.request.missing]:
        lines.append(Text("subscribed-missing", {"permissions": listed(rights)}))
    rows = [(figures_button(campaign.slug),)]
    if await tx.chats.following_topics(ask.request.address, campaign.slug):
        lines.append(Text("subscribed-elsewhere"))
        rows.insert(0, (Button(Text("button-here-alone"), command=f"subscribe {campaign.slug} {HERE}"),))
    lines.append(Text("subscribed-stop"))
    return Reply(lines=tuple(lines), buttons=tuple(rows))


def spoken_cadence(cadence: Cadence) -> Text:
    """A cadence in words: every 90 minutes, every hour, every day at 20:00."""
    if cadence.daily is not None:
        return Text("cadence-daily", {"time": f"{cadence.daily:%H:%M}"})
    hours, minutes = divmod(cadence.every // 60, 60)
    if minutes:
        return Text("cadence-minutes", {"minutes": cadence.every // 60})
    return Text("cadence-hours", {"hours": hours})


def _mode(words: tuple[str, ...]) -> tuple[Mode, tuple[str, ...]]:
    """The mode that one of the words names, and the remaining words."""
    modes = {mode.value for mode in Mode}
    named = [Mode(word.lower()) for word in words if word.lower() in modes]
    return (named[0] if named else Mode.POST), tuple(word for word in words if word.lower() not in modes)


def _meant(ask: Ask, mode: Mode) -> tuple[Campaign, Cadence]:
    """The campaign and cadence that the words name, in either order; a missing cadence is the mode's default."""
    slugs = {campaign.slug for campaign in ask.campaigns}
    named = [word for word in ask.words if word.lower() in slugs]
    rest = figure(" ".join(word for word in ask.words if word.lower() not in slugs))
    if not rest:
        campaign = choose_campaign(ask, named[0] if named else "")
        usual = {Mode.POST: campaign.updates, Mode.BOARD: BOARD, Mode.DIGEST: DIGEST}
        return campaign, usual[mode]
    try:
        cadence = _worded(ask, rest, [*named, mode.value])
    except ValueError:
        first = rest.split()[0]
        looks_like_a_cadence = first[0].isdigit() or ask.vocabulary.meaning(first, ("daily", "hourly", "every"))
        if not (looks_like_a_cadence or named):
            raise unknown_campaign(ask, first) from None
        wrong = Text("bad-cadence", {"word": rest})
        raise Refusal(wrong, usage=True, offers=_offers(rest, named, mode)) from None
    if mode is Mode.DIGEST and cadence.daily is None:
        raise Refusal(Text("digest-daily", {"word": rest}), usage=True)
    return choose_campaign(ask, named[0] if named else ""), cadence


def _offers(rest: str, named: Sequence[str], mode: Mode) -> list[str]:
    """The commands of the likely meanings: a number alone is one of hours, or an hour of the day."""
    hours = int(rest) if rest.isdecimal() and int(rest) in HOURS else 0
    cadences = [f"{hours}h", f"daily {hours:02}:00"] if hours else ["1h", "daily 20:00"]
    if mode is Mode.DIGEST:
        del cadences[0]
    others = [*named, *([] if mode is Mode.POST else [mode.value])]
    return [" ".join(["subscribe", *others, cadence]) for cadence in cadences]


def _worded(ask: Ask, rest: str, others: Sequence[str]) -> Cadence:
    """The cadence that the words say. Raises ValueError for others, and for so many that none is looked for."""
    if len(rest.split()) > MOST_WORDS:
        raise ValueError(rest)
    return _in_words(ask, rest) or _daily(ask, rest, others) or parse_cadence(_short(ask, rest))


def _in_words(ask: Ask, words: str) -> Cadence | None:
    """The cadence of `hourly`, `toutes les heures`, `كل ساعة`, or of `daily` without a time; None for anything else."""
    usual = {"hourly": Cadence(every=HOUR), "daily": DIGEST}
    return usual.get(ask.vocabulary.meaning(words, usual))


def _daily(ask: Ask, words: str, others: Sequence[str]) -> Cadence | None:
    """The cadence of `daily 20h`, `tous les jours à 20h`, `يوميا 20:00`; None for anything else.

    A Refusal offers both meanings of `daily at half past 8`, with the `others` of the command's words.
    """
    parts = words.split()
    for place in range(len(parts) - 1, 0, -1):
        start, end = " ".join(parts[:place]), " ".join(parts[place:])
        said = next((other for word, other in ((start, end), (end, start)) if ask.vocabulary.means(word, "daily")), "")
        if said:
            clocks = read_clocks(said, ask.vocabulary)
            if len(clocks) > 1:
                offers = [" ".join(["subscribe", *others, "daily", f"{clock:%H:%M}"]) for clock in clocks]
                raise Refusal(Text("when-two", {"given": words}), offers=offers)
            return Cadence(daily=clocks[0]) if clocks else None
    return None


def _short(ask: Ask, words: str) -> str:
    """`every 2 hours` as `2h`; other words as they are."""
    parts = words.split()
    for place in range(len(parts) - 1, 0, -1):
        if ask.vocabulary.means(" ".join(parts[:place]), "every"):
            parts = parts[place:]
            break
    return " ".join(short_lengths(parts, ask.vocabulary))


COMMAND = Command(
    "subscribe",
    subscribe,
    arguments=(
        Argument("campaign", suggest="campaigns"),
        Argument("cadence"),
        Argument("mode", choices=tuple(mode.value for mode in Mode)),
    ),
    admin=True,
    form=True,
)
