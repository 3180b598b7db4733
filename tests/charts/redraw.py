"""Draws the reference pictures anew: `python -m tests.charts.redraw`; look at each of them before you keep it."""

import asyncio
import io
from tempfile import TemporaryDirectory

from PIL import Image

from bot.locales import LANGUAGES
from storage import open_store
from tests.charts.example import FORMS, REFERENCES, name_of, picture


async def main() -> None:
    """Write each picture at half its size."""
    for language in LANGUAGES:
        for form in FORMS:
            with TemporaryDirectory() as folder:
                store = open_store(f"sqlite:///{folder}/redraw.db", "x" * 32)
                await store.upgrade()
                whole = Image.open(io.BytesIO(await picture(store, language, form))).convert("L")
                await store.close()
            small = whole.resize((whole.width // 2, whole.height // 2), Image.Resampling.LANCZOS)
            small.quantize(16).save(REFERENCES / f"{name_of(form)}-{language}.png", optimize=True)


if __name__ == "__main__":
    asyncio.run(main())
