"""Secrets at rest: encrypted under keys that the database does not hold, in files of their owner alone."""

import stat
from pathlib import Path

import pytest

from brainstormmsp.store import Database
from brainstormmsp.store.encryption import Encryption
from brainstormmsp.store.errors import UnreadableSecret

OLD, NEW = b"an old secret of tests", b"a new secret of tests"


def test_what_is_encrypted_is_read_in_its_place() -> None:
    encryption = Encryption([OLD])
    ciphertext = encryption.encrypt(b"whsec_x", "webhooks 1")
    assert b"whsec_x" not in ciphertext
    assert ciphertext != encryption.encrypt(b"whsec_x", "webhooks 1")
    assert encryption.decrypt(ciphertext, "webhooks 1") == b"whsec_x"


def test_a_rotated_key_still_decrypts() -> None:
    before = Encryption([OLD]).encrypt(b"whsec_x", "a")
    rotated = Encryption([NEW, OLD])
    assert rotated.decrypt(before, "a") == b"whsec_x"
    after = rotated.encrypt(b"whsec_x", "a")
    assert Encryption([NEW]).decrypt(after, "a") == b"whsec_x"
    with pytest.raises(UnreadableSecret, match="no encryption key fits a"):
        Encryption([OLD]).decrypt(after, "a")


def test_a_changed_or_moved_ciphertext_is_refused() -> None:
    encryption = Encryption([OLD])
    ciphertext = encryption.encrypt(b"whsec_x", "a")
    changed = ciphertext[:-1] + bytes([ciphertext[-1] ^ 1])
    for content, place in (
        (ciphertext, "b"),
        (changed, "a"),
        (ciphertext[:-1], "a"),
        (b"", "a"),
        (b"whsec_x", "a"),
    ):
        with pytest.raises(UnreadableSecret):
            encryption.decrypt(content, place)


def test_a_database_without_keys_stores_no_secret(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/store.db")
    try:
        with pytest.raises(UnreadableSecret):
            database.write_and_wait(lambda transaction: transaction.encryption)
    finally:
        database.close()


def test_database_files_belong_to_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.touch(0o644)
    path.chmod(0o644)
    database = Database.open(f"sqlite:///{path}")
    try:
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    finally:
        database.close()
    assert modes == {"store.db": 0o600, "store.db-wal": 0o600, "store.db-shm": 0o600}
