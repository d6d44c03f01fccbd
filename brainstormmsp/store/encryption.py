"""Encryption of secrets at rest: AES-256-GCM (NIST SP 800-38D) under keys that the database does not hold."""

import os
from collections.abc import Sequence
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from brainstormmsp.store.errors import UnreadableSecret

__all__ = ["Encryption"]

_VERSION = b"\x01"
_NAME_BYTES, _NONCE_BYTES = 4, 12
_HEADER_BYTES = len(_VERSION) + _NAME_BYTES + _NONCE_BYTES
_PURPOSE = b"brainstormmsp: secrets at rest"


class Encryption:
    """Encrypts under the first of some secrets and decrypts under each of them.

    To rotate, put a new secret in front and keep the old one until what it encrypted has expired or was
    replaced. An AES key is derived from each secret (HKDF, RFC 5869); a ciphertext begins with four bytes of
    its key's digest.

    Raises:
        ValueError: no secret.
    """

    def __init__(self, secrets: Sequence[bytes]) -> None:
        if not secrets:
            raise ValueError("encryption needs a secret")
        keys = [HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(secret) for secret in secrets]
        self._ciphers = {sha256(key).digest()[:_NAME_BYTES]: AESGCM(key) for key in reversed(keys)}
        self._first = sha256(keys[0]).digest()[:_NAME_BYTES]

    def encrypt(self, plaintext: bytes, place: str) -> bytes:
        """Return the ciphertext; it is readable only as what is stored in the same place."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._ciphers[self._first].encrypt(nonce, plaintext, place.encode())
        return _VERSION + self._first + nonce + sealed

    def decrypt(self, ciphertext: bytes, place: str) -> bytes:
        """Return what ``encrypt`` was given.

        Raises:
            UnreadableSecret: encrypted under another secret, stored elsewhere, or changed since.
        """
        name, nonce = ciphertext[1 : 1 + _NAME_BYTES], ciphertext[1 + _NAME_BYTES : _HEADER_BYTES]
        cipher = self._ciphers.get(name)
        if ciphertext[:1] != _VERSION or cipher is None:
            raise UnreadableSecret(f"no encryption key fits {place}; was encryption_keys or pepper changed?")
        try:
            return cipher.decrypt(nonce, ciphertext[_HEADER_BYTES:], place.encode())
        except InvalidTag as error:
            raise UnreadableSecret(f"{place} was changed or moved") from error
