"""The QR code of the page's address, which stands on its print."""

from functools import cache


@cache
def qr_code(address: str) -> str:
    """A QR code (ISO/IEC 18004) as an inline SVG without size or colours of its own."""
    # Costs memory, which a site without a public address should not use.
    import segno  # noqa: PLC0415

    return str(segno.make(address, micro=False, error="m").svg_inline(omitsize=True, border=2, svgclass="qr",
                                                                      lineclass="")).strip()  # fmt: skip
