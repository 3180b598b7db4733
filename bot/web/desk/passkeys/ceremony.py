"""The two WebAuthn ceremonies (https://www.w3.org/TR/webauthn-3/), checked by py_webauthn.

py_webauthn costs some megabytes of memory, so it is loaded when somebody uses a passkey.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request

from bot.core.model.errors import Refusal
from bot.core.model.input.web_address import ascii_host
from bot.core.model.reply import Text
from bot.core.ports.desk import Passkey

MALFORMED = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""What a credential that no browser made can raise on its way through the parsers."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where passkeys are valid: the relying party's id, which is a host name, and the origin of its pages."""

    rp_id: str
    origin: str


def site_of(request: Request, desk_url: str) -> Site | None:
    """The site that passkeys of this browser belong to; None where its address has no name that they can have.

    That is the desk's own https address, or `localhost` on the machine itself: WebAuthn takes no IP addresses.
    """
    if request.url.hostname == "localhost":
        return Site("localhost", f"{request.url.scheme}://{request.url.netloc}")
    own = urlsplit(desk_url)
    name = ascii_host(own.hostname or "")
    if own.scheme != "https" or request.url.hostname != name:
        return None
    port = "" if own.port in {None, 443} else f":{own.port}"
    return Site(name, f"https://{name}{port}")


def creation_options(site: Site, name: str, handle: bytes, challenge: bytes, known: Sequence[Passkey]) -> str:
    """What the browser needs to make a passkey, as JSON; `known` keeps it from making a second on the same device."""
    import webauthn  # noqa: PLC0415 - see the module
    from webauthn.helpers import structs  # noqa: PLC0415 - see the module

    selection = structs.AuthenticatorSelectionCriteria(
        resident_key=structs.ResidentKeyRequirement.REQUIRED,
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    excluded = [structs.PublicKeyCredentialDescriptor(webauthn.base64url_to_bytes(one.id)) for one in known]
    options = webauthn.generate_registration_options(
        rp_id=site.rp_id, rp_name=name, user_name=name, user_id=handle, challenge=challenge,
        authenticator_selection=selection, exclude_credentials=excluded,
    )  # fmt: skip
    return webauthn.options_to_json(options)


def request_options(site: Site, challenge: bytes) -> str:
    """What the browser needs to come in with a passkey, as JSON."""
    import webauthn  # noqa: PLC0415 - see the module
    from webauthn.helpers import structs  # noqa: PLC0415 - see the module

    verified = structs.UserVerificationRequirement.REQUIRED
    options = webauthn.generate_authentication_options(
        rp_id=site.rp_id, challenge=challenge, user_verification=verified
    )
    return webauthn.options_to_json(options)


@dataclass(frozen=True, slots=True)
class Made:
    """A credential as the browser sent it, not checked yet."""

    sent: str
    id: str
    challenge: bytes
    handle: bytes


def read_made(sent: str, *, new: bool) -> Made:
    """Read a credential: a `new` one, or one of somebody who comes in. Raises Refusal."""
    from webauthn import helpers  # noqa: PLC0415 - see the module
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415 - see the module

    try:
        if new:
            made = helpers.parse_registration_credential_json(sent)
            said, raw_id, handle = made.response.client_data_json, made.raw_id, b""
        else:
            shown = helpers.parse_authentication_credential_json(sent)
            said, raw_id, handle = shown.response.client_data_json, shown.raw_id, shown.response.user_handle or b""
        challenge = helpers.parse_client_data_json(said).challenge
        return Made(sent, helpers.bytes_to_base64url(raw_id), challenge, handle)
    except (WebAuthnException, *MALFORMED):
        raise Refusal(Text("desk-passkey-refused")) from None


def check_new(site: Site, made: Made) -> tuple[bytes, int]:
    """Check a new credential: its public key and its count. Raises Refusal."""
    import webauthn  # noqa: PLC0415 - see the module
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415 - see the module

    try:
        verified = webauthn.verify_registration_response(
            credential=made.sent, expected_challenge=made.challenge, expected_rp_id=site.rp_id,
            expected_origin=site.origin, require_user_verification=True,
        )  # fmt: skip
    except (WebAuthnException, *MALFORMED):
        raise Refusal(Text("desk-passkey-refused")) from None
    return verified.credential_public_key, verified.sign_count


def check_shown(site: Site, made: Made, kept: Passkey) -> int:
    """Check the signature of somebody who comes in with a stored passkey; its new count. Raises Refusal."""
    import webauthn  # noqa: PLC0415 - see the module
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415 - see the module

    try:
        verified = webauthn.verify_authentication_response(
            credential=made.sent, expected_challenge=made.challenge, expected_rp_id=site.rp_id,
            expected_origin=site.origin, credential_public_key=kept.public_key,
            credential_current_sign_count=kept.sign_count, require_user_verification=True,
        )  # fmt: skip
    except (WebAuthnException, *MALFORMED):
        raise Refusal(Text("desk-passkey-refused")) from None
    return verified.new_sign_count
