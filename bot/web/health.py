"""Health for load balancers and monitoring: `/healthz` and `/readyz`."""

import asyncio
from dataclasses import dataclass
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.core.delivery.vital_signs import MOST_SKEW
from bot.core.ports.facts import WRITE_PROBE
from bot.web.page.page_data import Site

_NO_STORE = {"cache-control": "no-store"}


@dataclass(frozen=True, slots=True)
class Health:
    """The two health routes of a site."""

    site: Site

    async def alive(self, _request: Request) -> Response:
        """Whether the process answers."""
        return PlainTextResponse("ok", headers=_NO_STORE)

    async def ready(self, _request: Request) -> Response:
        """Whether the database does what it must, and every part that runs has succeeded lately.

        The body also tells of clocks that differ, of settings that are wrong, and of platforms that refuse the bot's
        token. None of them makes it unready: the page works without the platform, and a load balancer must not take
        the page away.
        """
        try:
            async with asyncio.timeout(5):
                replica = await self.site.only_reads()
                if replica is None:
                    async with self.site.store.writing() as tx:
                        await tx.facts.put(WRITE_PROBE, "", await tx.leases.now())
                if self.site.look_again:
                    await self.site.look_again()
        except Exception as trouble:  # noqa: BLE001 - whatever failed, the site is not ready
            self.site.report(trouble)
            unavailable = HTTPStatus.SERVICE_UNAVAILABLE
            return PlainTextResponse("the database takes no writes", unavailable, headers=_NO_STORE)
        vitals = self.site.vitals
        lines = [f"{sign.name} {sign.age:.0f} s ago, at most {sign.bound:.0f} s" for sign in vitals.signs()]
        if abs(vitals.skew) > MOST_SKEW:
            lines.append(f"this machine's clock is {vitals.skew:+.1f} s from the database's")
        if replica is not None:
            age = "" if replica.behind is None else f"; the last change came {replica.behind:.0f} s ago"
            lines.append(f"the database is read only, as intended{age}")
        lines += [f"{name} no longer knows the bot's token, see `nolike check`" for name in sorted(vitals.dead)]
        lines += vitals.wrong
        overdue = bool(vitals.overdue())
        status = HTTPStatus.SERVICE_UNAVAILABLE if overdue else HTTPStatus.OK
        return PlainTextResponse("\n".join(["not ready" if overdue else "ok", *lines]), status, headers=_NO_STORE)
