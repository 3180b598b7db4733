"""What watchers with three accounts can learn of the others from public figures: nothing of one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.events.public_figures import releasable
from bot.core.model.event import NOTHING, Chapter, Contribution, Unpublished
from bot.core.model.privacy import MIN_SHOWN, Heads, fold
from bot.core.model.reply import Names
from bot.locales import LANGUAGES, speak
from tests.event_talk import END, NEW, NOW, START, EventTalk
from tests.talk import HOUR, ids

QUARTER = timedelta(minutes=15)
ATTACKERS = ("mallory", "mallory-2", "mallory-3")
HONEST = tuple(f"honest-{number}" for number in range(7))
CHAPTERS = ("", "rabat", "fes")
Move: TypeAlias = tuple[bool, Contribution]


def change(person: str, before: Contribution, after: Contribution) -> Unpublished:
    return Unpublished(person, before, after)


def test_four_changes_wait_and_five_become_public_together() -> None:
    waiting = [change(str(person), NOTHING, Contribution(1)) for person in range(4)]
    assert releasable(waiting) == []
    assert len(releasable([*waiting, change("5", NOTHING, Contribution(3))])) == 5


def test_a_change_waits_where_one_of_the_sums_it_touches_would_tell_it() -> None:
    pledges = [change(str(person), NOTHING, Contribution(1)) for person in range(9)]
    alone = [
        change("hours", NOTHING, Contribution(1, hours=40)),
        change("none", NOTHING, Contribution(1, hours=0)),
        change("money", NOTHING, Contribution(1, amount=Decimal(350))),
        change("spent", NOTHING, Contribution(1, spent=Decimal(200))),
        change("band", NOTHING, Contribution(1, band=2)),
    ]
    assert {one.pseudonym for one in releasable([*pledges, *alone])} == {str(person) for person in range(9)}


def test_who_names_a_chapter_alone_counts_without_it_until_five_do() -> None:
    nameless = [change(str(person), NOTHING, Contribution(1)) for person in range(4)]
    first = releasable([*nameless, change("fes", NOTHING, Contribution(1, "fes"))])
    assert {one.after.chapter for one in first} == {""}
    assert releasable([change("fes", Contribution(1), Contribution(1, "fes"))]) == []
    movers = [change(f"fes-{person}", Contribution(1), Contribution(1, "fes")) for person in range(5)]
    assert {one.after.chapter for one in releasable(movers)} == {"fes"}


def test_who_withdraws_alone_still_counts() -> None:
    gone = [change(str(person), Contribution(1, "fes"), NOTHING) for person in range(4)]
    assert releasable(gone) == []
    assert len(releasable([*gone, change("5", Contribution(2, "fes"), NOTHING)])) == 5


def test_what_the_forgotten_leave_goes_with_five_others_and_is_none_of_the_five() -> None:
    left = [Unpublished(f"forgotten-{number}", Contribution(1), NOTHING, forgotten=True) for number in range(9)]
    four = [change(str(person), NOTHING, Contribution(1)) for person in range(4)]
    assert releasable(left) == []
    assert releasable([*left, *four]) == []
    five = [*four, change("5", NOTHING, Contribution(1))]
    assert len(releasable([*left, *five])) == 14
    money = Unpublished("forgotten-money", Contribution(1, amount=Decimal(350)), NOTHING, forgotten=True)
    assert money not in releasable([*left, *five, money])


@dataclass
class World:
    """What people said, what is public of it, and what watchers have seen: sums of what nobody but them knows."""

    said: dict[str, Contribution] = field(default_factory=dict)
    public: dict[str, Contribution] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    published_version: dict[str, int] = field(default_factory=dict)
    owners: dict[str, tuple[str, int]] = field(default_factory=dict)
    seen: dict[str, list[frozenset[tuple[str, int]]]] = field(default_factory=dict)

    def forget(self, person: str) -> None:
        """What is public of them stays under another name; what they say next is somebody's who was never there."""
        self.said.pop(person, None)
        one = self.public.pop(person, NOTHING)
        if one.people:
            name = f"forgotten-{len(self.owners)}"
            self.public[name] = one
            self.owners[name] = (person, self.published_version[person])

    def say(self, person: str, contribution: Contribution) -> None:
        self.said[person] = contribution
        self.versions[person] = self.versions.get(person, 0) + 1

    def quarter(self) -> None:
        differing = [
            change(person, self.public.get(person, NOTHING), said)
            for person, said in sorted(self.said.items())
            if self.public.get(person, NOTHING) != said
        ]
        left = [Unpublished(name, self.public[name], NOTHING, forgotten=True) for name in self.owners]
        for one in releasable([*differing, *(one for one in left if one.before.people)]):
            self.public[one.pseudonym] = one.after
            self.published_version[one.pseudonym] = self.versions.get(one.pseudonym, 0)
        self._look()

    def _look(self) -> None:
        taking = {person: one for person, one in self.public.items() if one.people}
        self._see("people", taking)
        groups: dict[str, dict[str, Contribution]] = {}
        for person, one in taking.items():
            groups.setdefault(one.chapter, {})[person] = one
        shown, _ = fold({name: Heads(len(group), len(group)) for name, group in groups.items()})
        for name, _ in shown:
            self._see("people", groups[name])
        hidden = {name for name in groups if name not in dict(shown)}
        self._see("people", {person: one for name in hidden for person, one in groups[name].items()})
        bands: dict[str, dict[str, Contribution]] = {}
        for person, one in taking.items():
            bands.setdefault(str(one.band), {})[person] = one
        for name, _ in fold({name: Heads(len(group), len(group)) for name, group in bands.items()})[0]:
            self._see("people", bands[name])
        hours = [{person: one for person, one in group.items() if one.hours} for group in bands.values()]
        checked_in = [group for group in hours if group]
        if all(len(group) >= MIN_SHOWN for group in checked_in):
            for group in checked_in:
                self._see("hours", group)
        self._see("hours", {person: one for person, one in taking.items() if one.hours})
        self._see("amount", {person: one for person, one in taking.items() if one.amount is not None})

    def _see(self, family: str, group: Mapping[str, Contribution]) -> None:
        """A sum is told where five persons or more are in it; watchers know who, and their own part of it."""
        if len(group) >= 5:
            owners = {self.owners.get(name) or (name, self.published_version[name]) for name in group}
            self.seen.setdefault(family, []).append(frozenset(owner for owner in owners if owner[0] in HONEST))

    def solved(self) -> set[tuple[str, str]]:
        """Whose values follow from what was seen, by linear algebra."""
        return {
            (family, variable[0])
            for family, sums in self.seen.items()
            for variable in {one for total in sums for one in total}
            if determined(sums, variable)
        }


def determined(sums: Sequence[frozenset[tuple[str, int]]], wanted: tuple[str, int]) -> bool:
    """Whether one unknown follows from these sums of unknowns: by elimination, with that unknown as the last column."""
    columns = [*sorted({one for total in sums for one in total} - {wanted}), wanted]
    rows = [[Fraction(column in total) for column in columns] for total in dict.fromkeys(sums)]
    done = 0
    for column in range(len(columns)):
        pivot = next((row for row in range(done, len(rows)) if rows[row][column]), None)
        if pivot is None:
            continue
        if column == len(columns) - 1:
            return True
        rows[done], rows[pivot] = rows[pivot], rows[done]
        for row in range(len(rows)):
            if row != done and rows[row][column]:
                factor = rows[row][column] / rows[done][column]
                rows[row] = [one - factor * other for one, other in zip(rows[row], rows[done], strict=True)]
        done += 1
    return False


def test_the_algebra_finds_what_follows_and_nothing_else() -> None:
    a, b, c = ("a", 1), ("b", 1), ("c", 1)
    assert determined([frozenset({a, b}), frozenset({b})], a)
    assert determined([frozenset({a, b}), frozenset({b, c}), frozenset({a, c})], a)
    assert not determined([frozenset({a, b}), frozenset({b, c})], a)
    assert not determined([frozenset({a, b})], a)


_SAYING = st.builds(
    Contribution,
    people=st.integers(1, 3),
    chapter=st.sampled_from(CHAPTERS),
    band=st.sampled_from((0, 1)),
    hours=st.sampled_from((None, 0, 40)),
    amount=st.sampled_from((None, Decimal(350))),
)
_PLAIN = st.builds(Contribution, people=st.integers(1, 3))
_SAID = st.one_of(_PLAIN, st.just(NOTHING), _SAYING)
_MOVE = st.tuples(st.booleans(), _SAID)
"""Whether somebody is forgotten first, and what they say then."""
_ROUNDS = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(ATTACKERS), _MOVE, max_size=3),
        st.dictionaries(st.sampled_from(HONEST), _MOVE, min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=300, deadline=None)
@given(_PLAIN, _ROUNDS)
def test_three_accounts_that_watch_every_public_figure_tell_no_single_persons_part(
    first: Contribution, rounds: list[tuple[dict[str, Move], dict[str, Move]]]
) -> None:
    world = World()
    for person in (*HONEST[:5], *ATTACKERS):
        world.say(person, first)
    world.quarter()
    for attack, said in rounds:
        for person, (forgotten, contribution) in (attack | said).items():
            if forgotten:
                world.forget(person)
            world.say(person, contribution)
        world.quarter()
    assert world.solved() == set()


def test_the_few_who_did_not_change_to_another_group_are_not_given_away_by_the_total() -> None:
    for groups in ({"band": 1}, {"chapter": "fes"}):
        world = World()
        for person in (*HONEST[:5], *ATTACKERS):
            world.say(person, Contribution(1))
        world.quarter()
        for person in (*HONEST[:4], "mallory"):
            world.say(person, replace(Contribution(1), **groups))
        world.quarter()
        assert world.solved() == set()


async def shown(event_talk: EventTalk) -> list[str]:
    """All that a member is told of an event, in words."""
    said = [await event_talk.talk.member(line) for line in ("/event 1", "/chapters 1", "/event 1 sums", "/events")]
    return [
        speak(LANGUAGES[0])(line)
        for reply in said
        for line in reply.lines
        if line.id not in {"event-starts-in", "event-soon"}
    ]


async def test_every_answer_about_people_changes_at_quarters_and_by_five_together(event_talk: EventTalk) -> None:
    await event_talk.start(chapters=(Chapter("rabat", Names({"en": "Rabat"})),))
    await event_talk.talk.group(f"{NEW} goal=40 per_day=2.40 source=ANRT on=2026-11-01")
    await event_talk.pledges(6)
    before = await shown(event_talk)
    for person in range(200, 204):
        await event_talk.talk.private("/pledge 1 +3 rabat", str(person))
    event_talk.talk.now = NOW + QUARTER
    await event_talk.turn()
    assert await shown(event_talk) == before
    await event_talk.talk.private("/pledge 1 off", "100")
    event_talk.talk.now += QUARTER / 2
    await event_talk.turn()
    assert await shown(event_talk) == before
    event_talk.talk.now += QUARTER / 2
    await event_talk.turn()
    assert await shown(event_talk) != before


async def test_who_is_forgotten_counts_under_a_random_name_until_five_changes(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.pledges(7)
    event_talk.talk.now = NOW + QUARTER
    assert ids(await event_talk.talk.private("/forget yes", "100"))
    await event_talk.turn()
    async with event_talk.talk.store.reading() as tx:
        assert (await tx.pledges.turnout(1)).all.people == 7
        [gone] = await tx.pledges.unpublished(1)
    assert gone.after == NOTHING
    for person in range(101, 106):
        await event_talk.talk.private("/pledge 1 off", str(person))
    event_talk.talk.now += QUARTER
    await event_talk.turn()
    async with event_talk.talk.store.reading() as tx:
        assert (await tx.pledges.turnout(1)).all.people == 1
        assert await tx.pledges.unpublished(1) == []


async def holds_back(event_talk: EventTalk, amount: str, person: str) -> None:
    for _ in ("the warning", "the pledge"):
        await event_talk.talk.private(f"/pledge #1 {amount}", person)


async def test_who_forgets_and_pledges_again_is_one_of_the_five_once(event_talk: EventTalk) -> None:
    await event_talk.talk.group("/event new bill_strike 2026-12-05 20:00")
    for person in range(100, 107):
        await holds_back(event_talk, "10", str(person))
    event_talk.talk.now = NOW + QUARTER
    await event_talk.turn()
    for person in (100, 101):
        await event_talk.talk.private("/forget yes", str(person))
        await holds_back(event_talk, "10", str(person))
    await holds_back(event_talk, "347.50", "107")
    event_talk.talk.now += QUARTER
    await event_talk.turn()
    async with event_talk.talk.store.reading() as tx:
        everybody = (await tx.pledges.turnout(1)).all
        assert len(await tx.pledges.unpublished(1)) == 5
    assert (everybody.people, everybody.amount) == (7, Decimal(70))


async def test_the_result_publishes_what_may_be_and_leaves_out_who_would_stand_alone(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.pledges(8)
    await event_talk.go(END)
    for person in range(100, 105):
        await event_talk.talk.private("/checkin 1 all", str(person))
    await event_talk.talk.private("/checkin 1 none", "106")
    await event_talk.go(END + 48 * HOUR)
    result = (await event_talk.event()).result
    assert result is not None
    values = {line.id: dict(line.values) for line in result.lines}
    assert values["result-pledged"] == {"people": 8}
    assert values["result-checked-in"] == {"people": 5}
    assert START < END
