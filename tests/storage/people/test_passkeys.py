"""Passkeys are their owner's alone, and neither the database nor the key tells whose they are."""

from dataclasses import replace

from bot.core.ports.desk import DeskUser, Passkey
from storage import Database
from tests.storage.people.test_desk import rows
from tests.storage.samples import HOUR, NOW

ANNA, OPERATOR = DeskUser("telegram", "4242424242", "4242424242"), DeskUser()
HANDLE = bytes(range(32))
KEY = Passkey("phone", b"public", 0, NOW)


async def test_a_passkey_is_found_with_its_handle_used_and_removed_by_its_owner_alone(store: Database) -> None:
    async with store.writing() as tx:
        assert await tx.passkeys.add(KEY, HANDLE, ANNA)
        assert not await tx.passkeys.add(KEY, HANDLE, OPERATOR)
        assert await tx.passkeys.find("phone", HANDLE) == (KEY, ANNA)
        assert await tx.passkeys.find("phone", HANDLE[::-1]) is None
        assert await tx.passkeys.find("laptop", HANDLE) is None
        await tx.passkeys.use("phone", 7, NOW + HOUR)
        assert await tx.passkeys.of(ANNA) == [replace(KEY, sign_count=7, used_at=NOW + HOUR)]
        assert await tx.passkeys.of(OPERATOR) == []
        assert not await tx.passkeys.remove(OPERATOR, "phone")
        assert await tx.passkeys.remove(ANNA, "phone")
        assert await tx.passkeys.find("phone", HANDLE) is None


async def test_forget_removes_the_passkeys_of_that_person_alone(store: Database) -> None:
    async with store.writing() as tx:
        await tx.passkeys.add(KEY, HANDLE, ANNA)
        await tx.passkeys.add(replace(KEY, id="server"), HANDLE, OPERATOR)
        await tx.people.forget("telegram", "4242424242")
        assert await tx.passkeys.of(ANNA) == []
        assert [one.id for one in await tx.passkeys.of(OPERATOR)] == ["server"]


async def test_the_row_of_a_passkey_names_nobody(store: Database) -> None:
    async with store.writing() as tx:
        await tx.passkeys.add(KEY, HANDLE, ANNA)
    (row,) = await rows(store, "desk_passkeys")
    assert "4242424242" not in str(row)
    assert HANDLE.hex() not in str(row)
