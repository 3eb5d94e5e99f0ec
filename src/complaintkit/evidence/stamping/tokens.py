"""Requests for time stamps, and the parts of what an authority sends back (RFC 3161 in the terms of CMS, RFC 5652)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from complaintkit.problems import Refused, error
from complaintkit.values import frozen

if TYPE_CHECKING:
    from datetime import datetime

    from cryptography.x509 import Certificate

_NOT_ONE = "This is no time stamp that can be read"


@frozen
class Token:
    """What a time-stamping authority signed: when, which digest, under which policy, and how it signed it.

    `info` are the bytes that say so, `attributes` the bytes that were signed, `said` what the attributes hold of them: the
    type of content, the digest of `info`, digests of the certificate by algorithm. `certificates` are those in the file.
    """

    at: datetime
    imprint: bytes
    imprint_algorithm: str
    policy: str
    serial: int
    info: bytes
    digest_algorithm: str
    signature_algorithm: str
    attributes: bytes
    said: dict[str, Any]
    signature: bytes
    signer: tuple[bytes | None, int | None, bytes | None]
    certificates: tuple[Certificate, ...]


def request(digest: bytes) -> bytes:
    """Return a TimeStampReq for a SHA-256 digest, asking for the authority's certificate (RFC 3161, 2.4.1).

    Without a nonce: a stamp that is checked later and offline is told by its imprint, and two requests for the same digest
    are equal.
    """
    from asn1crypto import tsp  # noqa: PLC0415

    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest}
    made: bytes = tsp.TimeStampReq({"version": "v1", "message_imprint": imprint, "cert_req": True}).dump()
    return made


def token_of(data: bytes, named: str) -> Token:
    """Return the time stamp in a TimeStampResp, or in a file that holds the token alone.

    Raises Refused (CK535) where it cannot be read, where the authority refused, or where the parts are not those of a stamp.
    """
    try:
        return _token(_content(data, named), named)
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError) as fault:
        raise _refused(named, f"{_NOT_ONE}: {fault or type(fault).__name__}.") from fault


def _content(data: bytes, named: str) -> Any:
    """Return the token of an answer, or the one that is alone in the file. An answer that refuses holds no token."""
    from asn1crypto import cms, core, tsp  # noqa: PLC0415

    parts = core.Sequence.load(data, strict=True)
    try:
        answer = tsp.PKIStatusInfo.load(parts[0].dump(), strict=True)
        status, words = answer["status"].native, "; ".join(answer["status_string"].native or ())
    except (ValueError, TypeError):
        return cms.ContentInfo.load(data, strict=True)
    if status not in {"granted", "granted_with_mods"}:
        raise _refused(named, f"The authority gave no time stamp: {status}{f' ({words})' if words else ''}.")
    return cms.ContentInfo.load(parts[1].dump(), strict=True)


def _token(content: Any, named: str) -> Token:
    from asn1crypto import tsp  # noqa: PLC0415

    signed = content["content"]
    if (
        content["content_type"].native != "signed_data"
        or signed["encap_content_info"]["content_type"].native != "tst_info"
    ):
        raise _refused(named, f"{_NOT_ONE}: it signs something else.")
    if len(signed["signer_infos"]) != 1:
        raise _refused(named, f"{_NOT_ONE}: it has {len(signed['signer_infos'])} signatures, and a stamp has one.")
    signer = signed["signer_infos"][0]
    info = bytes(signed["encap_content_info"]["content"].contents)
    stamped = tsp.TSTInfo.load(info, strict=True)
    attributes = signer["signed_attrs"]
    return Token(
        stamped["gen_time"].native,
        stamped["message_imprint"]["hashed_message"].native,
        stamped["message_imprint"]["hash_algorithm"]["algorithm"].native,
        stamped["policy"].native,
        stamped["serial_number"].native,
        info,
        signer["digest_algorithm"]["algorithm"].native,
        signer["signature_algorithm"].signature_algo,
        attributes.untag().dump(force=True),
        dict(_said(attributes)),
        signer["signature"].native,
        _signer(signer["sid"]),
        tuple(_certificates(signed["certificates"])),
    )


def _said(attributes: Any) -> Any:
    for attribute in attributes:
        kind, values = attribute["type"].native, attribute["values"]
        if kind in {"content_type", "message_digest"}:
            yield kind, values[0].native
        elif kind == "signing_certificate":
            yield kind, {"sha1": values[0]["certs"][0]["cert_hash"].native}
        elif kind == "signing_certificate_v2":
            first = values[0]["certs"][0]
            yield "signing_certificate", {first["hash_algorithm"]["algorithm"].native: first["cert_hash"].native}


def _signer(sid: Any) -> tuple[bytes | None, int | None, bytes | None]:
    """Return how the signature names its certificate: issuer and serial number, or the identifier of the key."""
    if sid.name == "issuer_and_serial_number":
        return sid.chosen["issuer"].dump(), sid.chosen["serial_number"].native, None
    return None, None, sid.chosen.native


def _certificates(held: Any) -> Any:
    from cryptography.x509 import load_der_x509_certificate  # noqa: PLC0415

    for one in held or ():
        if one.name == "certificate":
            yield load_der_x509_certificate(one.chosen.dump())


def _refused(named: str, message: str) -> Refused:
    hint = "ask the authority again with the file that `complaintkit evidence stamp request` writes"
    return Refused([error(named, "CK535", message, hint)])
