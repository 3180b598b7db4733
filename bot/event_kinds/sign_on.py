"""Sign-on: people sign a petition or join an association or lawsuit together, on another site."""

from datetime import timedelta

from bot.core.events.kind import EventStatus, Goal, Kind, people_goal
from bot.core.events.kind_options import Option, link_text, page_text
from bot.core.model.measures.measure import MEASURES
from bot.core.model.privacy import shown_count
from bot.core.model.reply import Moment, Text


def _goal(status: EventStatus) -> Goal | None:
    """The progress in signatures that the other site shows, if it is read; else in pledges."""
    if not status.option("page"):
        return people_goal(status)
    if not status.event.plan.goal or status.counts.latest is None:
        return None
    return Goal(status.counts.latest, int(status.event.plan.goal), measure=MEASURES["signatures"])


def _about(status: EventStatus) -> tuple[Text, ...]:
    """Both numbers separately: some people sign without a pledge, others pledge and do not sign."""
    if not status.option("page"):
        return ()
    if status.counts.latest is None:
        return (Text("sign-no-count"),)
    at = Moment(status.counts.points[-1][0])
    return (Text("sign-count", {"count": status.counts.latest, "at": at}), Text("sign-apart"))


def _result(status: EventStatus) -> tuple[Text, ...]:
    signed = status.turnout.all.checked_in
    return (Text("sign-said", {"people": shown_count(signed)}), *_about(status))


KIND = Kind(
    name="sign_on",
    length=timedelta(days=30),
    title="sign-title",
    how="sign-how",
    safety="sign-safety",
    page_how="sign-page",
    options={
        "link": Option(link_text, "https://example.org/petition", words=True),
        "page": Option(page_text({}), "uk_petitions:700001"),
    },
    about=_about,
    result=_result,
    goal=_goal,
    counts="page",
    verdict=False,
    required=("link",),
)
