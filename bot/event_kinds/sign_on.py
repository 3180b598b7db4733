"""People put their names to something together: a petition, an association, a lawsuit; where they sign is elsewhere."""

from datetime import timedelta

from bot.core.events.kind import EventStatus, Goal, Kind, people_goal
from bot.core.events.kind_options import Option, link_text, page_text
from bot.core.model.privacy import shown_count
from bot.core.model.reply import Moment, Text


def _goal(status: EventStatus) -> Goal | None:
    """Towards the number that the place of signing shows, where it is read; else towards that of pledges."""
    if not status.option("page"):
        return people_goal(status)
    if not status.event.plan.goal or status.counts.latest is None:
        return None
    return Goal(status.counts.latest, int(status.event.plan.goal))


def _about(status: EventStatus) -> tuple[Text, ...]:
    """The two numbers apart: some sign without telling us, some tell us and do not sign."""
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
    options={
        "link": Option(link_text, "https://example.org/petition", words=True),
        "page": Option(page_text({}), "uk_petitions:700001"),
    },
    about=_about,
    result=_result,
    goal=_goal,
    counts="page",
    verdict=False,
)
