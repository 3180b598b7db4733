from xml.etree import ElementTree as ET

from bot.web.page.qr import qr_code


def test_a_code_is_an_svg_without_size_or_style() -> None:
    svg = qr_code("https://likes.example.org/en/no-voip-no-like")
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert root.attrib["class"] == "qr"
    assert "width" not in root.attrib
    assert "style" not in svg
    assert svg != qr_code("https://likes.example.org/fr/no-voip-no-like")
