"""Whether a time stamp holds: the signature, the authority's certificate and its chain at that moment (RFC 3161, 2.3, 2.4.2).

Nothing is fetched: whether a certificate was revoked is not looked up, and is not known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from complaintkit.evidence.stamping.tokens import Token
from complaintkit.problems import Problem, Refused, error
from complaintkit.values import frozen

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.x509 import Certificate

_LONGEST_CHAIN = 10
_DIGESTS = {"sha256", "sha384", "sha512"}


@frozen
class Checked:
    """What a check found: what is wrong, who signed, whether the chain has a certificate that is trusted, and which."""

    problems: tuple[Problem, ...]
    authority: str
    trusted: bool
    root: Certificate | None = None


def check(token: Token, named: str, trusted: Sequence[Certificate] = ()) -> Checked:
    """Return what is wrong with a stamp; `trusted` are the roots (or authorities) that the user trusts."""
    signer = _signer(token)
    if signer is None:
        return Checked((_wrong(named, "the certificate of whoever signed is not in the file"),), "not known", False)  # noqa: FBT003
    chain = _chain(signer, (*token.certificates, *trusted))
    wrong = [*_content(token, signer), *_signature(token, signer), *_purpose(signer), *_validity(token, chain)]
    known = next((one for one in chain if one in trusted), None)
    problems = tuple(_wrong(named, message) for message in wrong)
    holds = known is not None and not problems
    return Checked(problems, signer.subject.rfc4514_string(), holds, known if holds else None)


def trusted_in(path: Path) -> tuple[Certificate, ...]:
    """Return the certificates of a PEM or DER file; raises Refused where there are none, OSError."""
    from cryptography.x509 import load_der_x509_certificate, load_pem_x509_certificates  # noqa: PLC0415

    data = path.read_bytes()
    try:
        return tuple(load_pem_x509_certificates(data)) if b"-----BEGIN" in data else (load_der_x509_certificate(data),)
    except ValueError:
        message = "There is no certificate in this file that can be read."
        raise Refused([error(str(path), "CK535", message, "give the root as a PEM or DER file")]) from None


def _signer(token: Token) -> Certificate | None:
    issuer, serial, key = token.signer
    for one in token.certificates:
        if issuer is not None and one.issuer.public_bytes() == issuer and one.serial_number == serial:
            return one
        if key is not None and _key_identifier(one) == key:
            return one
    return None


def _key_identifier(certificate: Certificate) -> bytes | None:
    from cryptography.x509 import ExtensionNotFound, SubjectKeyIdentifier  # noqa: PLC0415

    try:
        return certificate.extensions.get_extension_for_class(SubjectKeyIdentifier).value.digest
    except ExtensionNotFound:
        return None


def _content(token: Token, signer: Certificate) -> Iterator[str]:
    """Yield where the attributes that were signed are not those of this content and this certificate."""
    if token.imprint_algorithm != "sha256" or token.digest_algorithm not in _DIGESTS:
        yield f"its digests are {token.imprint_algorithm} and {token.digest_algorithm}, of which not all are accepted"
        return
    if token.said.get("content_type") != "tst_info":
        yield "the signature is over another kind of content"
    if token.said.get("message_digest") != hashlib.new(token.digest_algorithm, token.info).digest():
        yield "the signature is over other content: time, digest or policy were altered"
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415

    named = token.said.get("signing_certificate", {})
    der = signer.public_bytes(Encoding.DER)
    if not named or any(hashlib.new(kind, der).digest() != digest for kind, digest in named.items()):
        yield "the signature names another certificate than the one in the file"


def _signature(token: Token, signer: Certificate) -> Iterator[str]:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm  # noqa: PLC0415
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa  # noqa: PLC0415

    if token.digest_algorithm not in _DIGESTS:
        return
    key = signer.public_key()
    digest = getattr(hashes, token.digest_algorithm.upper())()
    try:
        if isinstance(key, rsa.RSAPublicKey) and token.signature_algorithm == "rsassa_pss":
            filled = padding.PSS(padding.MGF1(digest), padding.PSS.AUTO)
            key.verify(token.signature, token.attributes, filled, digest)
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(token.signature, token.attributes, padding.PKCS1v15(), digest)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(token.signature, token.attributes, ec.ECDSA(digest))
        elif isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(token.signature, token.attributes)
        else:
            yield "the signature is of a kind that is not checked here"
    except (InvalidSignature, UnsupportedAlgorithm):
        yield "the signature is not that of the certificate in the file"


def _purpose(signer: Certificate) -> Iterator[str]:
    """Yield unless the certificate is for time stamps, says so as critical, and is for nothing else (RFC 3161, 2.3)."""
    from cryptography.x509 import ExtendedKeyUsage, ExtensionNotFound  # noqa: PLC0415
    from cryptography.x509.oid import ExtendedKeyUsageOID  # noqa: PLC0415

    try:
        usage = signer.extensions.get_extension_for_class(ExtendedKeyUsage)
    except (ExtensionNotFound, ValueError):
        yield "the certificate of whoever signed is not for time stamps"
        return
    if list(usage.value) != [ExtendedKeyUsageOID.TIME_STAMPING] or not usage.critical:
        yield "the certificate of whoever signed is not for time stamps alone"


def _chain(signer: Certificate, known: Sequence[Certificate]) -> tuple[Certificate, ...]:
    """Return the certificates from the signer's up to the last whose issuer is known."""
    chain = [signer]
    while len(chain) < _LONGEST_CHAIN:
        issuer = next((one for one in known if one not in chain and _issued(chain[-1], one)), None)
        if issuer is None:
            break
        chain.append(issuer)
    return tuple(chain)


def _issued(certificate: Certificate, issuer: Certificate) -> bool:
    """Tell whether the one certificate was issued by the other, which must be one that may issue others."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.x509 import BasicConstraints, ExtensionNotFound  # noqa: PLC0415

    try:
        certificate.verify_directly_issued_by(issuer)
        return issuer.extensions.get_extension_for_class(BasicConstraints).value.ca
    except (InvalidSignature, ExtensionNotFound, ValueError, TypeError):
        return False


def _validity(token: Token, chain: Sequence[Certificate]) -> Iterator[str]:
    for one in chain:
        if not one.not_valid_before_utc <= token.at <= one.not_valid_after_utc:
            yield f"the certificate of {one.subject.rfc4514_string()} was not valid at the moment of the stamp"


def _wrong(named: str, message: str) -> Problem:
    hint = "do not rely on it; ask the authority for a new stamp"
    return error(named, "CK536", f"This time stamp does not hold: {message}.", hint)
