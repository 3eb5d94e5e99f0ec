"""E-mails: the head keeps the lines that a reader sees; route, programs and hidden recipients go. Attachments are cleaned."""

from __future__ import annotations

from collections.abc import Callable
from email import policy
from email.errors import HeaderParseError, MessageError
from email.message import Message
from email.parser import BytesParser

from complaintkit.evidence.cleaning.values import Choices, Cleaned, Uncleanable, once

_SEEN = {"from", "sender", "to", "cc", "reply-to", "date", "subject", "mime-version"}
_PARTS = {
    "content-type",
    "content-transfer-encoding",
    "content-disposition",
    "content-id",
    "content-location",
    "mime-version",
}
_ROUTE = {
    *("received", "return-path", "message-id", "in-reply-to", "references", "dkim-signature", "authentication-results"),
    *("delivered-to", "received-spf", "arc-seal", "arc-message-signature", "arc-authentication-results", "bcc"),
}
_TYPE_WORDS = {"content-type", "charset", "boundary", "name", "type", "start", "format", "delsp", "method"}
_DEEPEST = 20
_ENCRYPTED = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
_SIGNATURES = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
_LEFT_OUT = "[An attachment was left out of this copy, since it could not be cleaned.]\r\n"
_TRAILING = 78

Clean = Callable[[bytes], Cleaned]


def clean_mail(data: bytes, choices: Choices, clean: Clean) -> Cleaned:
    """Return the e-mail with its visible head, its text and its attachments, each cleaned.

    Raises:
        Uncleanable: it is encrypted or cannot be taken apart.
    """
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data)
        removed, left = _Cleaning(choices, clean).of(message)
        return Cleaned(message.as_bytes(policy=policy.compat32.clone(linesep="\r\n")), "eml", once(removed), once(left))
    except (
        MessageError,
        HeaderParseError,
        UnicodeError,
        LookupError,
        RecursionError,
        AttributeError,
        TypeError,
    ) as trouble:
        reason = f"The e-mail cannot be taken apart ({type(trouble).__name__})."
        raise Uncleanable(reason, "print it to PDF and add that as an exhibit") from None


class _Cleaning:
    """One e-mail being cleaned: what was chosen, and how files in it are cleaned."""

    def __init__(self, choices: Choices, clean: Clean) -> None:
        self._choices, self._clean = choices, clean
        self._removed: list[str] = []
        self._left: list[str] = []
        self._boundaries = 0

    def of(self, message: Message) -> tuple[list[str], list[str]]:
        """Clean a message where it stands; return what was removed and what is left."""
        self._message(message, 0)
        if self._choices.keep_routing:
            self._left.append("the route of the e-mail with its addresses on the network, as you chose")
        return self._removed, self._left

    def _message(self, message: Message, depth: int) -> None:
        if depth > _DEEPEST:
            raise Uncleanable(
                "The e-mail holds e-mails in e-mails, deeper than any real one.", "add the inner ones by themselves"
            )
        for name in dict.fromkeys(key for key in message.keys() if not self._stays(key.lower())):  # noqa: SIM118
            del message[name]
            hidden = name.lower() == "bcc"
            self._removed.append("hidden recipients" if hidden else "the route and marks of programs")
        self._part(message, depth)

    def _stays(self, name: str) -> bool:
        route = name in _ROUTE - {"bcc"} or name.startswith("x-")
        return name in _SEEN | _PARTS or (self._choices.keep_routing and route)

    def _part(self, part: Message, depth: int) -> None:
        kind = part.get_content_type()
        if kind in _ENCRYPTED:
            raise Uncleanable(
                "The e-mail is encrypted.", "open it in your mail program, print it to PDF, and add that as an exhibit"
            )
        self._parameters(part)
        part.preamble = part.epilogue = None
        if kind == "message/rfc822" and part.is_multipart():
            for inner in part.get_payload():
                self._message(inner, depth + 1)  # type: ignore[arg-type]
        elif part.is_multipart():
            self._several(part, depth)
        else:
            self._content(part, kind)

    def _several(self, part: Message, depth: int) -> None:
        inner = [one for one in part.get_payload() if isinstance(one, Message)]
        kept = [one for one in inner if one.get_content_type() not in _SIGNATURES]
        if len(kept) < len(inner) or part.get_content_subtype() == "signed":
            self._removed.append("an electronic signature, which holds for the original only")
            for word in ("protocol", "micalg"):
                part.del_param(word)
            part.set_type("multipart/mixed")
        part.set_payload(kept)  # type: ignore[arg-type]
        self._boundaries += 1
        part.set_boundary(f"=_part_{self._boundaries}")
        for one in kept:
            for name in dict.fromkeys(key for key in one.keys() if key.lower() not in _PARTS):  # noqa: SIM118
                del one[name]
                self._removed.append("the route and marks of programs")
            self._part(one, depth + 1)

    def _parameters(self, part: Message) -> None:
        """Leave of a part's description what is needed to show it, and of an attachment's its name: no dates."""
        for header, words in (("content-type", _TYPE_WORDS), ("content-disposition", {"filename"})):
            for word, _ in (part.get_params(header=header) or [])[1:]:
                if word.lower() not in words:
                    part.del_param(word, header=header)
                    self._removed.append("dates of attachments" if "date" in word else "marks of programs")

    def _content(self, part: Message, kind: str) -> None:
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes) or (kind == "text/plain" and part.get_content_disposition() != "attachment"):
            return
        try:
            one = self._clean(data)
        except Uncleanable as trouble:
            self._removed.append(f"an attachment that could not be cleaned ({trouble.reason.rstrip('.')})")
            self._replace(part)
            return
        self._removed += [f"in attachments: {word}" if kind != "text/html" else word for word in one.removed]
        self._left += [f"in attachments: {word}" for word in one.left]
        if one.data != data:
            encode_as_base64(part, one.data)

    def _replace(self, part: Message) -> None:
        for name in (
            "Content-Disposition",
            "Content-ID",
            "Content-Location",
            "Content-Type",
            "Content-Transfer-Encoding",
        ):
            del part[name]
        part["Content-Type"] = "text/plain"
        part.set_payload(_LEFT_OUT)


def encode_as_base64(part: Message, data: bytes) -> None:
    """Put bytes into a part of an e-mail."""
    from email.encoders import encode_base64  # noqa: PLC0415

    del part["Content-Transfer-Encoding"]
    part.set_payload(data)
    encode_base64(part)
