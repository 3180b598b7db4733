from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.roles import Role, code_hash, pseudonym

words = st.text(max_size=8)


def test_a_higher_role_covers_a_lower_one() -> None:
    covered = {(role, needed) for role in Role for needed in Role if role.covers(needed)}
    assert covered == {
        (Role.OWNER, Role.OWNER), (Role.OWNER, Role.ORGANIZER), (Role.OWNER, Role.REPORTER),
        (Role.ORGANIZER, Role.ORGANIZER), (Role.ORGANIZER, Role.REPORTER), (Role.REPORTER, Role.REPORTER),
    }  # fmt: skip


def test_a_person_has_another_pseudonym_in_each_campaign_and_under_each_secret() -> None:
    made = {
        pseudonym(secret, campaign, platform, user)
        for secret in ("one", "two")
        for campaign in ("a", "b")
        for platform in ("telegram", "discord")
        for user in ("1", "2")
    }
    assert len(made) == 16
    assert all(len(name) == 32 and int(name, 16) >= 0 for name in made)


@given(words)
def test_a_code_is_known_by_its_hash_whatever_space_came_with_it(code: str) -> None:
    assert code_hash(f"  {code.strip()}\n") == code_hash(code)
    assert len(code_hash(code)) == 64
