"""What a first start needs: the tokens of platforms, from the environment or entered in the desk, and a way in."""

import secrets
from collections.abc import Callable
from dataclasses import replace

from pydantic import SecretStr

from bot.config import Settings, tongue
from bot.core.delivery.limiter import UNLIMITED, Limits
from bot.core.model.errors import BadTokenError, Refusal
from bot.core.model.reply import Text
from bot.core.ports.clock import Clock
from bot.core.ports.database import Subject
from bot.core.ports.desk import FIRST_LINK_VALID, DeskUser, is_loopback, link_address
from bot.core.ports.platform import ChatPlatform
from bot.house import House, desk_url, has_token, webhook_secret, with_stored_tokens
from bot.jobs.send_gate import SendGate
from bot.locales import LANGUAGES, speak

POLL_SECONDS = 1.0


def platforms(house: House, clock: Clock) -> dict[str, Callable[[SendGate], ChatPlatform]]:
    """A factory for each chat platform that has a token, by the platform's name."""
    settings = house.settings
    found: dict[str, Callable[[SendGate], ChatPlatform]] = {}
    if token := settings.telegram_bot_token.get_secret_value():

        def telegram(gate: SendGate) -> ChatPlatform:
            from bot.platforms.telegram import Telegram  # noqa: PLC0415 - 30 MB, only where a token is set
            from bot.platforms.telegram.updates.queue import Webhook  # noqa: PLC0415 - as above

            url = settings.telegram_webhook
            return Telegram(
                token=token, api_url=settings.telegram_api_url, services=house.services(), speak=speak, gate=gate,
                messages_per_second=settings.telegram_messages_per_second, clock=clock, log=house.log,
                proxy=settings.ways_out.proxy("telegram", settings.telegram_api_url),
                webhook=Webhook(url, webhook_secret(settings), house.store.watch(Subject.UPDATES)) if url else None,
            )  # fmt: skip

        found["telegram"] = telegram
    if discord_token := settings.discord_bot_token.get_secret_value():

        def discord(gate: SendGate) -> ChatPlatform:
            from bot.platforms.discord import Discord, Shards  # noqa: PLC0415 - 25 MB, only where a token is set

            return Discord(
                token=discord_token, api_url=settings.discord_api_url, services=house.services(), speak=speak,
                gate=gate, clock=clock, log=house.log, shards=Shards(settings.discord_shard_count, settings.shards),
                proxy=settings.ways_out.proxy("discord", settings.discord_api_url),
            )  # fmt: skip

        found["discord"] = discord
    return found


def limits(settings: Settings, platform: str) -> Limits:
    """The sending limits of a platform."""
    if platform == "discord":
        from bot.platforms.discord.rate_limits import LIMITS  # noqa: PLC0415 - costs 25 MB, loaded with Discord anyway

        return LIMITS
    from bot.platforms.telegram.rate_limits import LIMITS as TELEGRAM  # noqa: PLC0415 - costs 15 MB, as above

    return replace(TELEGRAM, per_second=settings.telegram_messages_per_second)


def no_op(_line: str) -> None:
    """Tell nobody."""


async def invite_operator(house: House, clock: Clock, tell: Callable[[str], None]) -> None:
    """Make a link that opens the desk once, within 30 minutes, and tell it with the way to it from elsewhere."""
    token, address = secrets.token_urlsafe(32), desk_url(house.settings)
    async with house.store.writing() as tx:
        await tx.desk.add_link(token, DeskUser(), clock.now() + FIRST_LINK_VALID)
    say = speak(tongue(LANGUAGES))
    tell(say(Text("first-start", {"link": link_address(address, token)})))
    if is_loopback(address):
        port = str(house.settings.desk_port or house.settings.web_port)
        tell(say(Text("first-start-elsewhere", {"command": f"ssh -L {port}:127.0.0.1:{port} USER@SERVER"})))
    house.log.info("waiting for a token: it can be entered in the desk")


async def wait_for_token(house: House, clock: Clock) -> House:
    """The house with the tokens that were entered in the desk, once there is one."""
    while True:
        house = await with_stored_tokens(house)
        if has_token(house.settings):
            return house
        await clock.sleep(POLL_SECONDS)


async def check_token(house: House, clock: Clock, platform: str, token: str) -> str:
    """The name of the bot that this token belongs to, as its platform says. Raises Refusal."""
    if any(sign.isspace() or not sign.isascii() for sign in token) or not token:
        raise Refusal(Text("desk-token-form"))
    settings = house.settings.model_copy(update={f"{platform}_bot_token": SecretStr(token)})
    made = platforms(replace(house, settings=settings), clock)[platform](SendGate(UNLIMITED))
    try:
        return await made.check()
    except BadTokenError:
        raise Refusal(Text("desk-token-unknown", {"platform": platform.capitalize()})) from None
    finally:
        await made.close()
