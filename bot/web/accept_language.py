"""Which language a visitor is answered in: the one in the address, else what their browser asks for."""

from collections.abc import Sequence


def choose(header: str, languages: Sequence[str], fallback: str) -> str:
    """The best of `languages` for an Accept-Language header (RFC 9110, 12.5.4), else `fallback`.

    Of equals the first one wins; a region (`fr-MA`) counts as its language.
    """
    best, weight = fallback, 0.0
    for part in header[:500].split(","):
        tag, _, parameters = part.strip().partition(";")
        code = tag.strip().lower().partition("-")[0]
        given = _weight(parameters)
        if code in languages and given > weight:
            best, weight = code, given
    return best


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(float(value), 1.0)
    except ValueError:
        return 0.0
