"""The cryptographic parts of the age format, from the library `cryptography`, which is an extra of this package."""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import TYPE_CHECKING

from complaintkit.problems import Refused, error

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

KEY_SIZE = 32
TAG_SIZE = 16
_ZERO_NONCE = bytes(12)


def require_cryptography() -> None:
    """Raise Refused (CK570), with what to type, where the library is not installed."""
    try:
        import cryptography  # noqa: F401, PLC0415
    except ImportError:
        message = "locking and unlocking need the library `cryptography`, which is not installed; nothing was changed"
        hint = 'pip install "complaintkit[lock]" (in the folder of the project: pip install ".[lock]")'
        raise Refused((error("complaintkit", "CK570", message, hint),)) from None


def derived(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    """Return the key of 32 bytes that HKDF with SHA-256 derives (RFC 5869)."""
    extracted = hmac.digest(salt or bytes(sha256().digest_size), secret, "sha256")
    return hmac.digest(extracted, purpose + b"\x01", "sha256")


def sign(key: bytes, text: bytes) -> bytes:
    """Return the HMAC of a text with SHA-256 (RFC 2104)."""
    return hmac.digest(key, text, "sha256")


def cipher(key: bytes) -> ChaCha20Poly1305:
    """Return ChaCha20-Poly1305 (RFC 8439) for one key."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: PLC0415

    return ChaCha20Poly1305(key)


def wrap(key: bytes, file_key: bytes) -> bytes:
    """Return the file key, encrypted with a key that is used this once."""
    return cipher(key).encrypt(_ZERO_NONCE, file_key, None)


def unwrap(key: bytes, body: bytes) -> bytes | None:
    """Return the file key, or None where the key is another one."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415

    try:
        return cipher(key).decrypt(_ZERO_NONCE, body, None)
    except InvalidTag:
        return None


def stretched(passphrase: bytes, salt: bytes, work: int) -> bytes:
    """Return the key that scrypt makes of a passphrase (RFC 7914) with 2 to the power of `work` rounds, r = 8, p = 1.

    Takes 1 KiB of memory a round. Raises MemoryError where there is not as much.
    """
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415

    return Scrypt(salt=salt, length=KEY_SIZE, n=1 << work, r=8, p=1).derive(passphrase)


def public_of(private: bytes) -> bytes:
    """Return the public half of an X25519 key (RFC 7748)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey  # noqa: PLC0415

    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def shared(private: bytes, public: bytes) -> bytes:
    """Return the secret that two X25519 keys share; raises ValueError where it would be nothing but zeros."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey  # noqa: PLC0415

    return X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(public))
