"""The data key opens by the passphrase and by the recovery code, by nothing else, and slips of the finger are told apart."""

import json
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.errors
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.core import recovery, tries
from kamdesk.core.keys import Cost, Keys, Purpose, keys_path, new_keys, subkey
from kamdesk.core.problems import Refused
from kamdesk.core.remembering import Why, forget, remember, remembered
from kamdesk.core.strength import Advice, Level, strength
from kamdesk.core.tries import Tries, delay_after

QUICK = Cost(memory_kib=256, passes=1, lanes=1)
NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda found: found.code == code)


def test_passphrase_and_code_open_the_same_key_at_the_real_cost(tmp_path: Path) -> None:
    keys, code = new_keys("松风 过岭")
    assert keys.by_passphrase.cost == Cost(65_536, 3, 4)
    keys.write(tmp_path / "w.kamdesk.keys")
    again = Keys.read(tmp_path / "w.kamdesk.keys")
    key = again.unlock("松风 过岭")
    assert len(key) == 32
    assert again.unlock_with_code(code) == key


def test_a_character_composed_differently_is_the_same_passphrase() -> None:
    keys, _ = new_keys(unicodedata.normalize("NFC", "Müller é"), QUICK)
    assert len(keys.unlock(unicodedata.normalize("NFD", "Müller é"))) == 32


@pytest.mark.parametrize("typed", ["", " ", "Open", "open ", "0pen", "o" * 100_000])
def test_a_wrong_passphrase_is_refused(typed: str) -> None:
    keys, _ = new_keys("open", QUICK)
    with refused("wrong_passphrase"):
        keys.unlock(typed)


@pytest.mark.parametrize("blank", ["", "   ", "\u3000"])
def test_a_workspace_without_a_passphrase_is_not_made(blank: str) -> None:
    with refused("empty"):
        new_keys(blank, QUICK)


def test_a_new_passphrase_leaves_the_data_key_and_the_code_as_they_are() -> None:
    keys, code = new_keys("old", QUICK)
    key = keys.unlock("old")
    changed = keys.rewrapped(key, "new")
    assert changed.unlock("new") == changed.unlock_with_code(code) == key
    assert changed.by_passphrase.cost == QUICK
    with refused("wrong_passphrase"):
        changed.unlock("old")


def test_a_new_recovery_code_makes_the_printed_one_useless() -> None:
    keys, old = new_keys("open", QUICK)
    changed, new = keys.with_new_code(keys.unlock("open"))
    assert changed.unlock_with_code(new) == keys.unlock("open")
    with refused("wrong_code"):
        changed.unlock_with_code(old)


def test_a_wrap_of_another_workspace_does_not_fit() -> None:
    one, _ = new_keys("open", QUICK)
    other, _ = new_keys("open", QUICK)
    with refused("wrong_passphrase"):
        Keys(other.workspace, one.by_passphrase, other.by_code).unlock("open")


def test_the_key_file_tells_neither_key_nor_passphrase(tmp_path: Path) -> None:
    keys, code = new_keys("geheim", QUICK)
    keys.write(tmp_path / "k")
    text = (tmp_path / "k").read_text()
    assert keys.unlock("geheim").hex() not in text
    assert "geheim" not in text
    assert code not in text


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 60_000, b"x" * 70_000, b'{"format": "kamdesk keys"}', b'{"format": "else"}'],
)
def test_a_key_file_that_is_none_is_called_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "w.keys").write_bytes(content)
    with refused("keys_damaged"):
        Keys.read(tmp_path / "w.keys")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"memory_kib": 1 << 40}, "keys_damaged"),
        ({"passes": 0}, "keys_damaged"),
        ({"lanes": 1 << 20}, "keys_damaged"),
        ({"salt": "AAAA"}, "keys_damaged"),
        ({"sealed": "not base 64!"}, "keys_damaged"),
    ],
)
def test_hostile_figures_in_a_key_file_are_refused_before_they_are_used(tmp_path: Path, change: dict[str, object], code: str) -> None:
    path = tmp_path / "w.keys"
    new_keys("open", QUICK)[0].write(path)
    content = json.loads(path.read_text())
    content["passphrase"] |= change
    path.write_text(json.dumps(content))
    with refused(code):
        Keys.read(path)


def test_a_missing_and_a_newer_key_file_are_named(tmp_path: Path) -> None:
    path = tmp_path / "w.keys"
    with refused("no_keys"):
        Keys.read(path)
    new_keys("open", QUICK)[0].write(path)
    path.write_text(path.read_text().replace('"version": 1', '"version": 9'))
    with refused("keys_newer"):
        Keys.read(path)


def test_each_purpose_has_its_own_key() -> None:
    found = {subkey(bytes(32), purpose) for purpose in Purpose}
    assert len(found) == len(Purpose)
    assert bytes(32) not in found


@given(st.binary(min_size=20, max_size=20))
def test_a_code_reads_back_as_it_was_written(entropy: bytes) -> None:
    assert recovery.read_code(recovery.written_code(entropy)) == entropy


@given(st.binary(min_size=20, max_size=20), st.integers(0, 39), st.integers(1, 31))
def test_one_wrong_character_is_always_found_and_its_group_named(entropy: bytes, place: int, step: int) -> None:
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    signs = list(recovery.written_code(entropy).replace("-", ""))
    signs[place] = alphabet[(alphabet.index(signs[place]) + step) % 32]
    with pytest.raises(Refused) as caught:
        recovery.read_code("".join(signs))
    assert (caught.value.code, caught.value.facts) == ("code_typo", {"group": place // 5 + 1})


@given(st.binary(min_size=20, max_size=20), st.integers(0, 38))
def test_two_swapped_neighbours_are_always_found(entropy: bytes, place: int) -> None:
    signs = list(recovery.written_code(entropy).replace("-", ""))
    if signs[place] == signs[place + 1] or place % 5 == 4:
        return  # nothing is swapped, or the pair spans two groups, where two checks would have to fail at once
    signs[place], signs[place + 1] = signs[place + 1], signs[place]
    with refused("code_typo"):
        recovery.read_code("".join(signs))


def test_a_code_is_read_as_people_type_it() -> None:
    code = recovery.written_code(bytes(range(20)))
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert recovery.read_code(f"  {typed}\n") == bytes(range(20))
    assert recovery.read_code("".join(chr(ord(sign) + 0xFEE0) if sign != "-" else "－" for sign in code)) == bytes(range(20))


def test_a_code_cut_short_is_told_from_a_wrong_one() -> None:
    keys, code = new_keys("open", QUICK)
    with pytest.raises(Refused) as caught:
        keys.unlock_with_code(code[:-3])
    assert (caught.value.code, caught.value.facts) == ("code_length", {"expected": 40, "typed": 37})
    with refused("code_typo"):
        keys.unlock_with_code("U" + code[1:])


def test_the_delay_begins_at_the_fifth_wrong_try_and_is_bounded() -> None:
    assert [delay_after(count) for count in (0, 4, 5, 6, 7, 11, 12, 10_000)] == [0, 0, 5, 10, 20, 300, 300, 300]


def test_wrong_tries_are_counted_across_starts_of_the_program(workspace: Path) -> None:
    for count in range(1, 6):
        with pytest.raises(Refused) as caught:
            tries.unlock(workspace, "wrong", NOW)
        assert caught.value.code == "wrong_passphrase"
        assert caught.value.facts["failures"] == count
    with pytest.raises(Refused) as caught:
        tries.unlock(workspace, "松风 过岭 七号柜", NOW + timedelta(seconds=1))
    assert (caught.value.code, caught.value.facts) == ("too_many_tries", {"seconds": 4})
    assert len(tries.unlock(workspace, "松风 过岭 七号柜", NOW + timedelta(seconds=5))) == 32
    assert Tries.read(workspace) == Tries()


def test_a_clock_set_back_does_not_lock_out_for_longer_than_the_delay(workspace: Path) -> None:
    five = Tries(5, NOW)
    assert five.seconds_left(NOW - timedelta(days=400)) == 5
    assert five.seconds_left(NOW + timedelta(seconds=2, milliseconds=1)) == 3


@pytest.mark.parametrize("content", ["", "[]", '{"failures": "x"}', '{"failures": 1, "last": 1e400}', '{"failures": 9}'])
def test_an_unreadable_count_counts_as_none(workspace: Path, content: str) -> None:
    tries.tries_path(workspace).write_text(content)
    assert Tries.read(workspace) == Tries()


class Memory(keyring.backend.KeyringBackend):
    """A key store that keeps what it is given until the test ends."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise keyring.errors.PasswordDeleteError("not there")
        del self.kept[service, username]


class Locked(Memory):
    def set_password(self, service: str, username: str, password: str) -> None:
        raise keyring.errors.KeyringLocked("locked")

    def get_password(self, service: str, username: str) -> str | None:
        raise keyring.errors.KeyringLocked("locked")


class Strange(Memory):
    """A key store whose errors are its own."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise LookupError("no bus")

    def get_password(self, service: str, username: str) -> str | None:
        raise LookupError("no bus")


@pytest.fixture
def key_store() -> Iterator[Callable[[keyring.backend.KeyringBackend], None]]:
    """Puts a key store in the place of this computer's, for this test."""
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def test_the_computer_remembers_and_forgets(key_store: Callable[[keyring.backend.KeyringBackend], None]) -> None:
    key_store(Memory())
    keys, _ = new_keys("open", QUICK)
    assert remembered(keys.workspace) is None
    assert remember(keys.workspace, keys.unlock("open"))
    assert remembered(keys.workspace) == keys.unlock("open")
    assert forget(keys.workspace)
    assert remembered(keys.workspace) is None
    assert forget(keys.workspace)


def test_a_computer_without_a_key_store_says_so_and_nothing_breaks(key_store: Callable[[keyring.backend.KeyringBackend], None]) -> None:
    keys, _ = new_keys("open", QUICK)
    for backend, why in ((keyring.backends.fail.Keyring(), Why.NO_KEYRING), (Locked(), Why.LOCKED), (Strange(), Why.FAILED)):
        key_store(backend)
        outcome = remember(keys.workspace, bytes(32))
        assert not outcome
        assert outcome.why is why
        assert remembered(keys.workspace) is None


def test_a_key_store_that_keeps_nothing_is_not_believed() -> None:
    """The null key store of the test run takes everything and keeps nothing."""
    assert remember(new_keys("open", QUICK)[0].workspace, bytes(32)).why is Why.NO_KEYRING


def test_a_damaged_copy_in_the_key_store_is_passed_over(key_store: Callable[[keyring.backend.KeyringBackend], None]) -> None:
    store = Memory()
    key_store(store)
    keys, _ = new_keys("open", QUICK)
    for content in ("", "###", "QUJD"):
        store.set_password("kamdesk", keys.workspace.hex, content)
        assert remembered(keys.workspace) is None


@pytest.mark.parametrize(
    ("passphrase", "advice"),
    [
        ("", Advice.LONGER),
        ("123456", Advice.NOT_KEYS),
        ("password", Advice.NOT_COMMON),
        ("qwertyuiop", Advice.NOT_KEYS),
        ("19880512", Advice.NOT_DATE),
        ("aaaaaaaaaaaa", Advice.NOT_REPEATED),
        ("abcabcabc", Advice.NOT_REPEATED),
        ("zhangwei", Advice.NOT_PINYIN),
        ("woaini1314", Advice.NOT_COMMON),
    ],
)
def test_what_is_guessed_first_is_called_very_weak_with_the_reason(passphrase: str, advice: Advice) -> None:
    found = strength(passphrase)
    assert found.score == 0
    assert found.level is Level.VERY_WEAK
    assert advice in found.advice


@pytest.mark.parametrize("passphrase", ["correct horse battery staple", "松风 过岭 七号柜", "shan you mu xi xin yue jun"])
def test_unrelated_words_are_strong(passphrase: str) -> None:
    assert strength(passphrase).score == 4
    assert strength(passphrase).advice == ()


@given(st.text(max_size=80), st.text(min_size=1, max_size=4))
def test_more_of_the_same_never_makes_it_weaker_than_nothing(passphrase: str, more: str) -> None:
    found = strength(passphrase + more)
    assert 0 <= found.score <= 4
    assert found.bits > 0
    assert found.score == 4 or found.advice


def test_the_key_file_stands_beside_the_workspace() -> None:
    assert keys_path(Path("/a/客户.kamdesk")) == Path("/a/客户.kamdesk.keys")
