"""The forms of settings that are more than a text: another value raises ValueError, which says what would be right."""

from ipaddress import ip_network
from typing import Annotated

from pydantic import AfterValidator, SecretStr

from bot.proxies import DIRECT, parse
from bot.proxies.address import WEB, Address, NoAddressError, in_ascii, read_address

_WEBHOOK_PORTS = {None, 443, 80, 88, 8443}
"""What Telegram posts updates to: https://core.telegram.org/bots/api#setwebhook."""


def server(url: str) -> str:
    """The address of a server that is asked over HTTP."""
    if _found(url) is None:
        raise ValueError("must be an address of http or https, such as https://example.org or http://127.0.0.1:8081")
    return in_ascii(url)


def page(url: str) -> str | None:
    """The address of the page, without slashes at its end; None where it can be none."""
    found = _found(url)
    # The links of the page begin at its host's root.
    plain = found is not None and not found.path.strip("/") and "@" not in url
    return url.rstrip("/") if plain or not url else None


def _webhook(url: str) -> str:
    found = _found(url, ("https",))
    fits = found is not None and found.port in _WEBHOOK_PORTS and found.path not in {"", "/"}
    if url and not (fits and "@" not in url and "[" not in url):
        raise ValueError("must be an https address with a path, such as https://likes.example.org/telegram")
    return in_ascii(url)


def _proxy(address: SecretStr) -> SecretStr:
    if (value := address.get_secret_value()) and value != DIRECT:
        parse(value)
    return address


def _numbers(ids: str) -> str:
    if ids and not all(part.strip().isdecimal() for part in ids.split(",")):
        raise ValueError("must be numbers with commas between them, such as 0,1")
    return ids


def _networks(networks: str) -> str:
    try:
        return ",".join(str(ip_network(part.strip(), strict=False)) for part in networks.split(",") if part.strip())
    except ValueError:
        message = "must be addresses or networks with commas between them, such as 127.0.0.1,10.0.0.0/8"
        raise ValueError(message) from None


def _found(url: str, schemes: tuple[str, ...] = WEB) -> Address | None:
    try:
        return read_address(url, schemes)
    except NoAddressError:
        return None


Server = Annotated[str, AfterValidator(server)]
Webhook = Annotated[str, AfterValidator(_webhook)]
ProxyAddress = Annotated[SecretStr, AfterValidator(_proxy)]
Numbers = Annotated[str, AfterValidator(_numbers)]
Networks = Annotated[str, AfterValidator(_networks)]
