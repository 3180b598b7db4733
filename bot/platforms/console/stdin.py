"""The lines that are typed into this terminal."""

import asyncio
import contextlib
import itertools
import sys
import threading
from collections.abc import AsyncIterator


async def typed_lines(pause: float, *, until_end: bool = True) -> AsyncIterator[str | None]:
    """The lines of standard input as they are typed; None after each `pause` seconds without one.

    It ends with the input, or goes on with None for ever where `until_end` is false.
    """
    lines: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        # A thread of its own, since a terminal's input cannot be waited for in every loop; it must not keep us alive.
        for line in itertools.chain(sys.stdin, [""]):
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(lines.put_nowait, line)

    threading.Thread(target=read, daemon=True).start()
    ended = False
    while not ended or not until_end:
        try:
            line = await asyncio.wait_for(lines.get(), pause)
        except TimeoutError:
            yield None
            continue
        ended = ended or not line
        if line:
            yield line
