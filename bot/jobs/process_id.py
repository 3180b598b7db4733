"""How processes know each other: by a name that tells, on the same machine, whether its owner is still there."""

import os
import secrets
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_NUMBERING = Path("/proc/self/ns/pid")


def name_process() -> str:
    """A name for this process that no other has ever had."""
    return f"{_place()}/{os.getpid()}/{secrets.token_hex(8)}"


def has_ended(name: str) -> bool:
    """Whether the process that gave itself this name has surely ended.

    False where that cannot be told: it is of another machine or container, or its number belongs to another by now.
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
    # The number may be our own, where whoever had it before us is asked after.
    return int(number) == os.getpid()


def _place() -> str:
    """Where a process's number means the same process: one start of one machine or container; "" if nobody tells."""
    try:
        return f"{_BOOT.read_text().strip()}:{_NUMBERING.stat().st_ino}"
    except OSError:
        return ""
