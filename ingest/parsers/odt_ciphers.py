"""The ciphers of OpenDocument files: one part as it was before it was encrypted, still packed.

AES-256-CBC as LibreOffice writes it, Blowfish as OpenOffice does, and AES-256-GCM with a key from Argon2id, as newer ones do.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

__all__ = ["Encryption"]

_CHECKED_BYTES = 1024  # what the checksum is of
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Encryption:
    """How one part is encrypted."""

    cipher: str
    """aes256-cbc, aes256-gcm or blowfish."""
    vector: bytes
    start: str
    """The hash of the password that everything begins with: sha1 or sha256."""
    derivation: str
    """PBKDF2 or Argon2id."""
    numbers: tuple[int, ...]
    """Of PBKDF2 the rounds; of Argon2id the rounds, the memory in KiB and the lanes."""
    salt: bytes
    key_bytes: int
    checksum: tuple[str, bytes] | None

    def packed(self, data: bytes, password: str) -> bytes | None:
        """The part, still packed; None where it does not agree with its checksum, most likely because the password is wrong.

        Raises ValueError for a part that cannot have been encrypted so.
        """
        packed = self._decrypted(data, self._key(password))
        if packed is None or (self.checksum and hashlib.new(self.checksum[0], packed[:_CHECKED_BYTES]).digest() != self.checksum[1]):
            return None
        return packed

    def _key(self, password: str) -> bytes:
        start = hashlib.new(self.start, password.encode()).digest()
        if self.derivation == "PBKDF2":
            return hashlib.pbkdf2_hmac("sha1", start, self.salt, self.numbers[0], self.key_bytes)
        rounds, memory, lanes = self.numbers
        return Argon2id(salt=self.salt, length=self.key_bytes, iterations=rounds, lanes=lanes, memory_cost=memory).derive(start)

    def _decrypted(self, data: bytes, key: bytes) -> bytes | None:
        if self.cipher == "aes256-gcm":
            try:
                return AESGCM(key).decrypt(self.vector, data[_NONCE_BYTES:], None)  # the vector stands before it once more
            except InvalidTag:
                return None
        if self.cipher == "aes256-cbc":
            reading = Cipher(AES256(key), CBC(self.vector)).decryptor()
            padded = reading.update(data) + reading.finalize()
            return padded[: -padded[-1]] if padded and 1 <= padded[-1] <= AES256.block_size // 8 else None
        reading = Cipher(Blowfish(key), CFB(self.vector)).decryptor()
        return reading.update(data) + reading.finalize()
