"""Bech32, the spelling of age's keys: letters and digits with a checksum that notices a mistyped character.

As in BIP 173, without its limit of length, which is what the age format asks for (c2sp.org/age, conventions).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM = 6


def decode(text: str) -> tuple[str, bytes]:
    """Return the part before the last `1`, in small letters, and the bytes; raises ValueError for anything else."""
    if text not in {text.lower(), text.upper()}:
        raise ValueError("small and capital letters are mixed")
    prefix, one, rest = text.lower().rpartition("1")
    if not one or not prefix or len(rest) < _CHECKSUM or set(rest) - set(_LETTERS):
        raise ValueError("it is cut short, or holds a character that no key has")
    digits = [_LETTERS.index(letter) for letter in rest]
    if _remainder([*_spread(prefix), *digits]) != 1:
        raise ValueError("its checksum does not fit: a character was mistyped or is missing")
    return prefix, _bytes(digits[:-_CHECKSUM])


def encode(prefix: str, data: bytes) -> str:
    """Return the bytes spelled in small letters after the prefix."""
    digits = list(_regrouped(data, 8, 5))
    rest = _remainder([*_spread(prefix), *digits, *[0] * _CHECKSUM]) ^ 1
    checksum = [rest >> 5 * (_CHECKSUM - 1 - place) & 31 for place in range(_CHECKSUM)]
    return f"{prefix}1{''.join(_LETTERS[digit] for digit in [*digits, *checksum])}"


def _bytes(digits: list[int]) -> bytes:
    unused = len(digits) * 5 % 8
    if unused >= 5 or (digits and digits[-1] & ((1 << unused) - 1)):  # noqa: PLR2004 - a digit is five bits
        raise ValueError("its last character stands for nothing")
    return bytes(_regrouped(digits, 5, 8))[: len(digits) * 5 // 8]


def _regrouped(values: Iterable[int], taken: int, given: int) -> Iterator[int]:
    """Yield the same bits in groups of another size; the last group is filled up with zeros."""
    held = bits = 0
    for value in values:
        held, bits = held << taken | value, bits + taken
        while bits >= given:
            bits -= given
            yield held >> bits
            held &= (1 << bits) - 1
    if bits:
        yield held << (given - bits)


def _spread(prefix: str) -> list[int]:
    return [*(ord(letter) >> 5 for letter in prefix), 0, *(ord(letter) & 31 for letter in prefix)]


def _remainder(values: Iterable[int]) -> int:
    rest = 1
    for value in values:
        top, rest = rest >> 25, (rest & 0x1FFFFFF) << 5 ^ value
        for place, part in enumerate(_GENERATOR):
            rest ^= part if top >> place & 1 else 0
    return rest
