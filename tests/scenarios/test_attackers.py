"""Members who attack from inside a group; `python -m tests.scenarios.attackers` plays more groups."""

from pathlib import Path

import pytest

from tests.scenarios.attackers import crowd_out


@pytest.mark.parametrize("accounts", [1, 30])
async def test_questions_without_end_keep_no_call_out_of_their_group(tmp_path: Path, accounts: int) -> None:
    seen = await crowd_out(tmp_path, 60, accounts)
    assert seen.missing == 0
    assert 0 < seen.answers_before <= 20
    assert seen.attacked <= 70
    # Sixty groups need two seconds at Telegram's limit.
    assert seen.others <= 10
