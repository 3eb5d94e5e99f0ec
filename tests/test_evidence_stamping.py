"""Time stamps: requested, attached, refused, checked again. The authority is made up here, and so are its stamps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from complaintkit.evidence import custody
from complaintkit.evidence.acts import note
from complaintkit.evidence.register import Description
from complaintkit.evidence.registering import add
from complaintkit.evidence.stamping import keeping
from complaintkit.evidence.stamping.keeping import attach, request_for
from complaintkit.evidence.verifying import verify
from complaintkit.problems import Refused

AT = "2026-11-22T10:00:00+01:00"
MOMENT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
Run = Callable[..., tuple[int, str, str]]


@dataclass
class Authority:
    """An invented time-stamping authority with a root."""

    root: x509.Certificate
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def answer(self, request: bytes, moment: datetime = MOMENT, *, with_root: bool = True) -> bytes:
        """Return the TimeStampResp for a TimeStampReq."""
        asked = tsp.TimeStampReq.load(request)
        info = tsp.TSTInfo({
            "version": "v1", "policy": "1.2.3.4", "message_imprint": asked["message_imprint"], "serial_number": 7,
            "gen_time": moment,
        }).dump()  # fmt: skip
        der = self.certificate.public_bytes(Encoding.DER)
        attributes = cms.CMSAttributes([
            cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [sha256(info).digest()]}),
            cms.CMSAttribute({
                "type": "signing_certificate_v2",
                "values": [tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2({
                    "hash_algorithm": {"algorithm": "sha256"}, "cert_hash": sha256(der).digest()})]})],
            }),
        ])  # fmt: skip
        certificates = [self.certificate, *([self.root] if with_root else [])]
        signed = cms.SignedData({
            "version": "v3",
            "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
            "encap_content_info": {"content_type": "tst_info", "content": core.ParsableOctetString(info)},
            "certificates": [asn1_x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in certificates],
            "signer_infos": [cms.SignerInfo({
                "version": "v1",
                "sid": {"issuer_and_serial_number": {
                    "issuer": asn1_x509.Name.load(self.certificate.issuer.public_bytes()),
                    "serial_number": self.certificate.serial_number}},
                "digest_algorithm": {"algorithm": "sha256"},
                "signed_attrs": attributes,
                "signature_algorithm": {"algorithm": "sha256_ecdsa"},
                "signature": self.key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256())),
            })],
        })  # fmt: skip
        token = cms.ContentInfo({"content_type": "signed_data", "content": signed})
        made: bytes = tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump()
        return made


def certificate(name: str, issuer: str, key: Any, signing: Any, *extensions: tuple[Any, bool]) -> x509.Certificate:
    def called(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    builder = x509.CertificateBuilder(
        called(issuer), called(name), key.public_key(), x509.random_serial_number(),
        datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(signing, hashes.SHA256())


def authority(*usages: x509.ObjectIdentifier, critical: bool = True) -> Authority:
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca = (x509.BasicConstraints(ca=True, path_length=None), True)
    root = certificate("Invented Root", "Invented Root", root_key, root_key, ca)
    usage = (x509.ExtendedKeyUsage(usages or (ExtendedKeyUsageOID.TIME_STAMPING,)), critical)
    return Authority(root, certificate("Invented Stamps", "Invented Root", key, root_key, usage), key)


@pytest.fixture(scope="module")
def stamps() -> Authority:
    return authority()


@pytest.fixture
def case(new_case: Path, tmp_path: Path) -> Path:
    (tmp_path / "letter.txt").write_bytes(b"an invented letter")
    add(new_case, [tmp_path / "letter.txt"], Description(), AT)
    return new_case


def saved(folder: Path, data: bytes) -> Path:
    path = folder / "answer.tsr"
    path.write_bytes(data)
    return path


def refused(case: Path, path: Path) -> tuple[str, str]:
    before = custody.read_log(case)
    with pytest.raises(Refused) as refusal:
        attach(case, path, (), AT)
    assert custody.read_log(case) == before
    assert not (case / "stamps").exists()
    problem = refusal.value.problems[0]
    return problem.code, problem.message


def test_a_request_asks_for_the_digest_of_an_exhibit_and_for_the_certificate(case: Path) -> None:
    asked = tsp.TimeStampReq.load(request_for(case, "e1"))
    assert asked["message_imprint"]["hash_algorithm"]["algorithm"].native == "sha256"
    assert asked["message_imprint"]["hashed_message"].native == sha256(b"an invented letter").digest()
    assert asked["cert_req"].native is True


def test_a_request_for_the_log_asks_for_its_head(case: Path) -> None:
    head = custody.read_log(case).entries[-1].digest
    assert tsp.TimeStampReq.load(request_for(case, None))["message_imprint"]["hashed_message"].native.hex() == head


def test_a_stamp_by_a_trusted_authority_is_kept_logged_and_checked_again(
    case: Path, tmp_path: Path, stamps: Authority
) -> None:
    kept, problems = attach(case, saved(tmp_path, stamps.answer(request_for(case, "E1"))), (stamps.root,), AT)
    assert problems == ()
    assert (kept.exhibit, kept.trusted, kept.at) == ("E1", True, "2026-11-22T09:30:00+00:00")
    last = custody.read_log(case).entries[-1]
    assert (last.act, last.exhibit, last.file) == ("stamped", "E1", kept.file)
    assert "an authority that was trusted" in (last.note or "")
    assert verify(case).problems == ()


def test_verify_checks_again_that_the_authority_leads_to_the_certificate_that_was_trusted(
    case: Path, tmp_path: Path, stamps: Authority
) -> None:
    kept, _ = attach(case, saved(tmp_path, stamps.answer(request_for(case, "E1"))), (stamps.root,), AT)
    assert kept.root is not None
    root = case / "stamps" / f"root-{kept.root[:16]}.cer"
    whole = root.read_bytes()
    assert whole == stamps.root.public_bytes(Encoding.DER)
    root.chmod(0o644)
    for place in (0, len(whole) // 2, len(whole) - 1):
        root.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        (problem,) = verify(case).problems
        assert (problem.code, problem.file) == ("CK775", f"stamps/{root.name}")
    root.unlink()
    assert [problem.code for problem in verify(case).problems] == ["CK775"]


def test_verify_can_be_given_other_certificates_to_trust(case: Path, tmp_path: Path, stamps: Authority) -> None:
    attach(case, saved(tmp_path, stamps.answer(request_for(case, "E1"))), (stamps.root,), AT)
    assert verify(case, trusted=(stamps.root,)).problems == ()
    assert [problem.code for problem in verify(case, trusted=(authority().root,)).problems] == ["CK537"]


def test_a_certificate_that_was_kept_in_the_place_of_the_trusted_one_is_found(
    case: Path, tmp_path: Path, stamps: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = authority().root
    monkeypatch.setattr(keeping, "_keep_root", lambda folder, _: kept_before(folder, other))
    attach(case, saved(tmp_path, stamps.answer(request_for(case, "E1"))), (stamps.root,), AT)
    assert [problem.code for problem in verify(case).problems] == ["CK776"]


kept_before = keeping._keep_root


def test_a_stamp_of_the_head_stays_good_when_the_log_goes_on(case: Path, tmp_path: Path, stamps: Authority) -> None:
    answer = stamps.answer(request_for(case, None))
    note(case, "E1", "a later note", AT)
    kept, _ = attach(case, saved(tmp_path, answer), (), AT)
    assert (kept.exhibit, kept.entry) == ("*", 1)
    assert verify(case).problems == ()


def test_a_stamp_whose_root_is_not_given_is_kept_with_a_warning(case: Path, tmp_path: Path, stamps: Authority) -> None:
    kept, problems = attach(case, saved(tmp_path, stamps.answer(request_for(case, "E1"))), (), AT)
    assert not kept.trusted
    assert [(problem.code, problem.severity) for problem in problems] == [("CK537", "warning")]


def test_the_root_need_not_be_in_the_file(case: Path, tmp_path: Path, stamps: Authority) -> None:
    answer = stamps.answer(request_for(case, "E1"), with_root=False)
    assert attach(case, saved(tmp_path, answer), (stamps.root,), AT)[0].trusted


def test_another_root_of_the_same_name_is_not_trusted(case: Path, tmp_path: Path, stamps: Authority) -> None:
    kept, _ = attach(case, saved(tmp_path, stamps.answer(request_for(case, "E1"))), (authority().root,), AT)
    assert not kept.trusted


def test_a_stamp_of_something_else_is_refused(case: Path, tmp_path: Path, stamps: Authority) -> None:
    request = request_for(case, "E1").replace(sha256(b"an invented letter").digest(), sha256(b"another").digest())
    assert refused(case, saved(tmp_path, stamps.answer(request)))[0] == "CK536"


@pytest.mark.parametrize(
    ("made", "moment", "said"),
    [
        (authority(ExtendedKeyUsageOID.CODE_SIGNING), MOMENT, "not for time stamps alone"),
        (authority(ExtendedKeyUsageOID.TIME_STAMPING, critical=False), MOMENT, "not for time stamps alone"),
        (authority(), datetime(2031, 1, 1, tzinfo=UTC), "was not valid at the moment"),
    ],
)
def test_a_certificate_that_is_not_for_it_is_refused(
    case: Path, tmp_path: Path, made: Authority, moment: datetime, said: str
) -> None:
    code, message = refused(case, saved(tmp_path, made.answer(request_for(case, "E1"), moment)))
    assert code == "CK536"
    assert said in message


def test_a_signature_by_another_key_is_refused(case: Path, tmp_path: Path, stamps: Authority) -> None:
    forger = Authority(stamps.root, stamps.certificate, ec.generate_private_key(ec.SECP256R1()))
    code, message = refused(case, saved(tmp_path, forger.answer(request_for(case, "E1"))))
    assert (code, "not that of the certificate" in message) == ("CK536", True)


def test_the_moment_cannot_be_altered(case: Path, tmp_path: Path, stamps: Authority) -> None:
    answer = stamps.answer(request_for(case, "E1")).replace(b"20261122093000Z", b"20250122093000Z")
    code, message = refused(case, saved(tmp_path, answer))
    assert (code, "time, digest or policy were altered" in message) == ("CK536", True)


@pytest.mark.parametrize("data", [b"", b"nonsense", b"\x30\x03\x02\x01\x00", b"\x30\x80" * 40, b"\x30" * 5000])
def test_what_is_no_stamp_is_refused(case: Path, tmp_path: Path, data: bytes) -> None:
    assert refused(case, saved(tmp_path, data))[0] == "CK535"


def test_an_authority_that_refused_is_said(case: Path, tmp_path: Path) -> None:
    status = tsp.PKIStatusInfo({"status": "rejection", "status_string": ["no such policy"]}).dump()
    answer = bytes([0x30, len(status)]) + status
    code, message = refused(case, saved(tmp_path, answer))
    assert (code, "rejection (no such policy)" in message) == ("CK535", True)


def test_every_byte_that_is_changed_in_a_kept_stamp_is_found(case: Path, tmp_path: Path, stamps: Authority) -> None:
    kept, _ = attach(case, saved(tmp_path, stamps.answer(request_for(case, "E1"))), (), AT)
    path, whole = case / kept.file, (case / kept.file).read_bytes()
    path.chmod(0o644)
    for place in range(0, len(whole), 97):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert [problem.code for problem in verify(case).problems] == ["CK538"]
    path.unlink()
    assert [problem.code for problem in verify(case).problems] == ["CK538"]


def test_on_the_command_line(run: Run, case: Path, tmp_path: Path, stamps: Authority) -> None:
    asked, root = tmp_path / "head.tsq", tmp_path / "root.pem"
    root.write_bytes(stamps.root.public_bytes(Encoding.PEM))
    code, out, _ = run("evidence", "stamp", "request", "--head", "--out", asked, "--case", case)
    assert (code, str(asked) in out) == (0, True)
    answer = saved(tmp_path, stamps.answer(asked.read_bytes()))
    code, out, errors = run("evidence", "stamp", "attach", answer, "--trusted", root, "--case", case)
    assert (code, errors) == (0, "")
    assert "the custody log up to entry 1, stamped at 2026-11-22T09:30:00+00:00" in out
    assert run("evidence", "stamp", "request", "--case", case)[0] == 2
    assert run("evidence", "verify", "--case", case)[0] == 0
