import zoneinfo

import pytest


@pytest.fixture(scope="session", autouse=True)
def _zones_of_tzdata() -> None:
    """The system's own copy of the time zones may not know of Morocco's last change."""
    zoneinfo.reset_tzpath(to=[])
    zoneinfo.ZoneInfo.clear_cache()
