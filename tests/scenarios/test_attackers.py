"""A member who attacks from inside a group; `python -m tests.scenarios.attackers` plays more groups and 30 accounts."""

from pathlib import Path

from tests.scenarios.attackers import crowd_out


async def test_questions_without_end_keep_no_call_out_of_their_group(tmp_path: Path) -> None:
    seen = await crowd_out(tmp_path, 60, 1)
    assert seen.missing == 0
    assert 0 < seen.answers_before <= 20
    assert seen.attacked <= 70
    # Sixty groups need two seconds at Telegram's limit.
    assert seen.others <= 10
