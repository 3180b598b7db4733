import asyncio
from contextlib import suppress

from bot.jobs.places import Places, in_flight_at


async def test_a_place_is_given_back_once_at_the_end_early_or_when_it_is_cancelled() -> None:
    places, order = Places(1), []

    async def work(name: str, *, early: bool = False) -> None:
        async with places.take() as give_back:
            order.append(name)
            if early:
                give_back()
                give_back()
            await asyncio.sleep(0.02)
            order.append(f"{name} ends")

    await asyncio.gather(work("one"), work("two"))
    assert order == ["one", "one ends", "two", "two ends"]
    order.clear()
    await asyncio.gather(work("hangs", early=True), work("next"), work("last"))
    assert order == ["hangs", "next", "hangs ends", "next ends", "last", "last ends"]
    holding, waiting = asyncio.create_task(work("holds")), asyncio.create_task(work("waits"))
    await asyncio.sleep(0)
    for task in (holding, waiting):
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    async with asyncio.timeout(15):
        await work("after")


def test_only_a_pace_of_hundreds_has_more_than_64_sends_in_flight() -> None:
    assert [in_flight_at(pace) for pace in (29.5, 46, 150, 1000)] == [64, 64, 64, 96]
