"""systemd: tells it that the program is ready and alive, and writes the unit for this machine."""

import asyncio
import os
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.core.delivery.vital_signs import VitalSigns

WATCHDOG_SECONDS = 120
"""Seconds without a sign of life after which systemd restarts the program."""

STATE = Path("/var/lib/nolike")
"""Settings and data of the system's unit."""

KEY = Path("/var/lib/nolike-secret/key")
"""Its SECRET_KEY: outside the folder of the database and its backups."""

PROGRAM = Path("/opt/nolike/bin/nolike")
"""Where docs/hosting.md installs the program."""


@dataclass(frozen=True, slots=True)
class Notifier:
    """Sends states to systemd's datagram socket; without `address` it does nothing.

    The protocol is sd_notify(3). `watchdog` is the interval of WATCHDOG_USEC in seconds, 0 without a watchdog.
    """

    address: str = ""
    watchdog: float = 0

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "Notifier":
        """The notifier that NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID describe."""
        meant = environment.get("WATCHDOG_PID", "") in {"", str(os.getpid())}
        microseconds = environment.get("WATCHDOG_USEC", "")
        watchdog = int(microseconds) / 1_000_000 if meant and microseconds.isdecimal() else 0
        return cls(environment.get("NOTIFY_SOCKET", ""), watchdog)

    def send(self, state: str) -> None:
        """Send one state, such as READY=1; does not wait, and ignores a socket that is gone or full."""
        if not self.address:
            return
        # A leading @ stands for the null byte of an abstract address.
        address = f"\0{self.address[1:]}" if self.address.startswith("@") else self.address
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
            sender.settimeout(0)
            try:
                sender.sendto(state.encode(), address)
            except OSError:
                return

    def ready(self) -> None:
        """Say that the program works; it may be said again."""
        self.send("READY=1")

    async def watch(self, vitals: VitalSigns) -> None:
        """Until cancelled, four times in an interval, say that the program is alive, unless a part of it is stuck."""
        while self.address and self.watchdog:
            if not vitals.stuck():
                self.send("WATCHDOG=1")
            await asyncio.sleep(self.watchdog / 4)


_SANDBOX = """\
# Nothing is allowed that the program does not need.
NoNewPrivileges=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
UMask=0077
"""

_SYSTEM_SANDBOX = """\
CapabilityBoundingSet=
AmbientCapabilities=
DevicePolicy=closed
KeyringMode=private
PrivateDevices=yes
PrivateIPC=yes
PrivateMounts=yes
PrivateTmp=yes
PrivateUsers=yes
ProcSubset=pid
ProtectClock=yes
ProtectControlGroups=yes
ProtectHome=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProtectSystem=strict
RemoveIPC=yes
"""


def _quoted(text: str) -> str:
    """A word of a unit's line, in quotes where it is not plain: systemd.syntax(7), and systemd.unit(5) for the %."""
    if re.fullmatch(r"[\w/.=+-]+", text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _unit(program: Path, about: str, sandbox: str, target: str) -> str:
    return f"""\
# nolike as a service of systemd; `nolike install --systemd` writes it for your machine. docs/hosting.md says more.
[Unit]
Description=nolike, a bot for consumer campaigns
Wants=network-online.target
After=network-online.target

[Service]
Type=notify
ExecStart={_quoted(str(program))} run
{about}# It says READY=1 once it listens, and WATCHDOG=1 while no part of it is stuck.
NotifyAccess=main
WatchdogSec={WATCHDOG_SECONDS}
# It waits for a database that is not there yet.
TimeoutStartSec=infinity
# Longer than the 9.5 seconds in which it finishes what it is sending.
TimeoutStopSec=20
Restart=always
RestartSec=5
# Settings that are wrong do not get right by trying again.
RestartPreventExitStatus=2

{sandbox}
[Install]
WantedBy={target}
"""


def system_unit(program: Path = PROGRAM) -> str:
    """The unit of the whole machine: a user `nolike` of its own, data in /var/lib/nolike."""
    about = (
        f"User=nolike\nGroup=nolike\nStateDirectory={STATE.name} {KEY.parent.name}\nStateDirectoryMode=0700\n"
        f"WorkingDirectory={STATE}\nEnvironment=NOLIKE_HOME={STATE} SECRET_KEY_FILE={KEY}\n"
    )
    return _unit(program, about, _SANDBOX + _SYSTEM_SANDBOX, "multi-user.target")


def user_unit(program: Path, home: Path) -> str:
    """The unit of one person without root's rights; settings and data stay in `home`."""
    # A folder stands there to the line's end, so that quotes would be part of it.
    folder = str(home).replace("%", "%%")
    about = f"WorkingDirectory={folder}\nEnvironment={_quoted(f'NOLIKE_HOME={home}')}\n"
    return _unit(program, about, _SANDBOX, "default.target")
