"""Process names from which another process on the same machine can tell whether the owner still runs."""

import os
import secrets
from pathlib import Path

from bot.core.ports.database import Transaction
from bot.core.ports.leases import Process

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_PAGE = "/page"
_NUMBERING = Path("/proc/self/ns/pid")


def name_process() -> str:
    """A unique name for this process."""
    return f"{_place()}/{os.getpid()}/{secrets.token_hex(8)}"


def name_page() -> str:
    """The same for one that serves the page and does nothing else."""
    return name_process() + _PAGE


def is_page(name: str) -> bool:
    """Whether the process with this name only serves the page, and so sends nothing."""
    return name.endswith(_PAGE)


def has_ended(name: str) -> bool:
    """Whether the process with this name has surely ended.

    False if that cannot be known: it runs on another machine or container, or its PID is used by another process now.
    """
    place, _, rest = name.partition("/")
    number = rest.partition("/")[0]
    if not place or place != _place() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    # Our own PID may be the one that the ended process had.
    return int(number) == os.getpid()


async def still_running(tx: Transaction) -> list[Process]:
    """The processes on the database that checked in lately, whatever they do, but for those that surely ended."""
    return [one for one in await tx.processes.running(await tx.leases.now()) if not has_ended(one.name)]


async def is_alone(tx: Transaction) -> bool:
    """Whether no other process may still send: those that did not leave have surely ended, or serve pages."""
    return sum(not (has_ended(one.name) or is_page(one.name)) for one in await tx.processes.known()) <= 1


def _place() -> str:
    """Where a PID means the same process: one boot of one machine or container; "" if the system does not tell."""
    try:
        return f"{_BOOT.read_text().strip()}:{_NUMBERING.stat().st_ino}"
    except OSError:
        return ""
