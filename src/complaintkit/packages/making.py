"""Making a package from a case folder: the letter rendered, clean copies, the bundle, the bag, the search, the log.

Nothing appears at its place before everything is made and the search over all of it found nothing. It neither prints nor
reads the clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from complaintkit.case.reading import read_case
from complaintkit.case.values import Case
from complaintkit.evidence import custody
from complaintkit.evidence.acts import Act, log
from complaintkit.evidence.cleaning import records
from complaintkit.evidence.cleaning.redactions import Passage
from complaintkit.evidence.cleaning.values import Choices
from complaintkit.evidence.continuing import Continued, continuing
from complaintkit.languages.catalogue import load_catalogue
from complaintkit.law import lookup
from complaintkit.law.values import Law
from complaintkit.letters import making as letters
from complaintkit.letters.values import Letter
from complaintkit.packages import bag, proving, staging
from complaintkit.packages.annexes import annexes_of, special, with_copies, withheld
from complaintkit.packages.bundle import bind
from complaintkit.packages.contents import contents_of
from complaintkit.packages.converting import convert
from complaintkit.packages.labels import Heading, Labels
from complaintkit.packages.libraries import require
from complaintkit.packages.limits import Room, fitting, letter_problem, room
from complaintkit.packages.listing import listed, page_of
from complaintkit.packages.values import Annex, Bound, Bundle, Nothing
from complaintkit.problems import Problem, Refused, error, warning
from complaintkit.values import frozen

LETTER, INDEX = "1-letter", "index.html"
_KINDS = {b"%PDF-": "pdf", b"PK\3\4": "docx"}


@frozen
class Wanted:
    """What is to be made: for whom, in which language, with which date and how; `at` is the moment for the log."""

    recipient: str
    language: str
    out: Path
    on: date
    at: str
    packed: bool = False
    overwrite: bool = False
    letter: Path | None = None
    choices: Choices = Choices()
    passages: tuple[Passage, ...] = ()
    seen_by: str | None = None
    libreoffice: bool = True
    largest_megabytes: float | None = None
    most_files: int | None = None

    @property
    def name(self) -> str:
        """Return the name of the package's folder."""
        return f"{self.recipient}.{self.language}"

    @property
    def target(self) -> Path:
        """Return where the package will be."""
        return self.out / (f"{self.name}.zip" if self.packed else self.name)


@dataclass
class Made:
    """A package that was made: where, what is in it, its digest, what is to be minded."""

    path: Path
    letter: Letter
    bundle: Bundle
    files: tuple[str, ...]
    digest: str
    problems: list[Problem] = field(default_factory=list)


def make_package(folder: Path, law: Law, templates: Path, wanted: Wanted) -> Made:
    """Make one package and log the copies in it.

    Args:
        folder: the case folder.
        law: the rules.
        templates: the folder of templates.
        wanted: what is to be made.

    Raises:
        Refused: with every reason: libraries missing, the letter refused, copies that cannot be made, a recipient's limit,
            something found that identifies whom this recipient may not see, files that nobody has looked at.
    """
    require()
    staging.check_place(wanted.out, wanted.target, folder, overwrite=wanted.overwrite)
    with staging.staging(wanted.out) as work:
        letter, problems = _letter(folder, law, templates, wanted, work)
        with continuing(folder) as case:
            read = read_case(folder, law)
            return _Maker(folder, law, wanted, work, letter, case, read.readable(), problems).made()


def _letter(
    folder: Path, law: Law, templates: Path, wanted: Wanted, work: Path
) -> tuple[tuple[Letter, dict[str, bytes]], list[Problem]]:
    """Render the letter; return it with the files it is enclosed as, and what is to be minded."""
    asked = letters.Wanted((wanted.recipient,), (wanted.language,), work / "letter", wanted.on)
    report = letters.render_all(folder, law, templates, asked)
    if report.refused:
        raise Refused(problem for refusal in report.refused for problem in refusal.problems)
    ((path, letter),) = report.made.items()
    problems = list(report.warnings)
    data = path.read_bytes()
    if wanted.letter is None:
        earlier = folder / "letters" / path.name
        if earlier.is_file() and earlier.read_bytes() != data:
            problems.append(_differs(earlier))
        return (letter, {f"{LETTER}.docx": data}), problems
    own = _own(wanted.letter)
    return (letter, {f"{LETTER}.{_KINDS.get(own[:5], 'docx')}": own}), problems


def _differs(earlier: Path) -> Problem:
    message = f"letters/{earlier.name} is not the letter that is rendered now; the package holds the one rendered now"
    hint = "if you changed it in Word or signed it, enclose it with --letter; else render it again with --overwrite"
    return warning(f"letters/{earlier.name}", "CK672", message, hint)


def _own(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as trouble:
        message = f"the letter cannot be read: {trouble.strerror}"
        raise Refused([error(str(path), "CK671", message, "give the path of a PDF or Word file")]) from None
    if not data.startswith(tuple(_KINDS)):
        message = "this is neither a PDF nor a Word file"
        raise Refused([error(str(path), "CK671", message, "give the letter as PDF or .docx")])
    return data


@dataclass
class _Maker:
    """One package in the making, while the case is locked."""

    folder: Path
    law: Law
    wanted: Wanted
    work: Path
    written: tuple[Letter, dict[str, bytes]]
    continued: Continued
    case: Case
    problems: list[Problem]

    def made(self) -> Made:
        """Make it, search it, log it, put it in its place."""
        letter, files = self.written
        recipient = self.wanted.recipient
        annexes = annexes_of(letter, self.case)
        self.problems += [*self.continued.notes, *withheld(annexes, self.case, recipient)]
        annexes = with_copies(
            self.folder,
            self.case,
            recipient,
            annexes,
            choices=self.wanted.choices,
            passages=self.wanted.passages,
        )
        self.problems += special(annexes, self.case)
        bundle, held = self._held(letter, files, annexes)
        staged = self.work / self.wanted.name
        staging.write(staged, held)
        looked_at = self._proved(staged, annexes, bundle)
        digest = digest_of(held)
        ready = staged
        if self.wanted.packed:
            ready = self.work / f"{self.wanted.name}.zip"
            staging.write_packed(ready, self.wanted.name, held)
        self._log(annexes, looked_at, digest)
        staging.put(ready, self.wanted.target)
        staging.forget_to_look_at(self.wanted.target)
        return Made(self.wanted.target, letter, bundle, tuple(bag.order(held)), digest, self.problems)

    def _held(
        self, letter: Letter, files: Mapping[str, bytes], annexes: Sequence[Annex]
    ) -> tuple[Bundle, dict[str, bytes]]:
        """Return the bundle and every file of the bag."""
        labels = Labels(load_catalogue(letter.language))
        converted = convert(files.get(f"{LETTER}.docx"), annexes, wanted=self.wanted.libreoffice)
        self.problems += converted.problems
        enclosed = dict(files) | ({f"{LETTER}.pdf": converted.letter} if converted.letter else {})
        limits = self._room()
        self._check_letter(enclosed, limits)
        contents = contents_of(annexes, dict(converted.annexes), labels.catalogue)
        heading = heading_of(letter)
        bundle = fitting(contents, limits, lambda groups: bind(annexes, contents, heading, labels, groups))
        self.problems += [problem for bound in bundle.annexes if (problem := _unprinted(bound))]
        payload = {
            **enclosed,
            **{part.name: part.data for part in bundle.parts},
            **{annex.file: annex.copy.data for annex in annexes if annex.copy},
            INDEX: page_of(heading, labels, enclosed, bundle),
        }
        head = custody.head_of(self.continued.entries)
        known = (len(self.continued.entries), head)
        described = listed(
            letter.recipient, letter.language, letter.on, enclosed, bundle, converted=converted.records, custody=known
        )
        info = (("Custody-Log-Entries", str(known[0])), ("Custody-Log-Head", head))
        return bundle, bag.bag(payload, described, info, letter.on)

    def _room(self) -> Room:
        recipient = lookup.recipient(self.law, self.wanted.recipient)
        taken = recipient.attachments if recipient else None
        return room(taken, self.wanted.largest_megabytes, self.wanted.most_files)

    def _check_letter(self, enclosed: Mapping[str, bytes], limits: Room) -> None:
        ending = "pdf" if f"{LETTER}.pdf" in enclosed else "docx"
        problem = letter_problem(len(enclosed[f"{LETTER}.{ending}"]), ending, limits)
        if problem:
            raise Refused([problem])

    def _proved(self, staged: Path, annexes: Sequence[Annex], bundle: Bundle) -> tuple[proving.ToLookAt, ...]:
        """Return what was looked at and is to be logged; raises Refused where something was found or nobody looked."""
        wanted = self.wanted
        searched = proving.search(staged, self.case, wanted.recipient, annexes, (part.name for part in bundle.parts))
        if searched.found:
            raise Refused(proving.refused(searched.found))
        known = proving.confirmed(self.continued.entries, wanted.recipient)
        waiting = tuple(one for one in searched.to_look_at if one.sha256 not in known)
        if not waiting:
            return ()
        shown = staging.digests_to_look_at(wanted.target) if wanted.seen_by else frozenset()
        missing = [one for one in waiting if one.sha256 not in shown]
        if missing:
            place = staging.keep_to_look_at(staged, wanted.target)
            raise Refused(proving.unconfirmed(missing, str(place), named=bool(wanted.seen_by) and bool(shown)))
        return waiting

    def _log(self, annexes: Sequence[Annex], looked_at: Sequence[proving.ToLookAt], digest: str) -> None:
        """Log who looked at what, and each copy with its annex; then record the copies."""
        acts = list(proving.confirmations(looked_at, self.wanted.recipient, self.wanted.seen_by or ""))
        before = len(acts)
        enclosed = [annex for annex in annexes if annex.copy is not None]
        acts += [_copied(annex, self.wanted, digest) for annex in enclosed]
        if not acts:
            return
        entries = log(self.continued, acts, self.wanted.at)
        pairs = zip(enclosed, entries[before:], strict=True)
        originals = self.case.register.exhibits
        made = [_record(annex, originals[annex.exhibit].sha256, entry) for annex, entry in pairs]
        records.append(self.folder, *made)


def heading_of(letter: Letter) -> Heading:
    """Return what stands above the index: the title of the letter's table, and which letter it is."""
    lines = (letter.subject, letter.place_and_date, ", ".join(letter.addressee[:1]))
    return Heading(letter.annexes.title, tuple(line for line in lines if line), letter.annexes.headers[:2])  # type: ignore[arg-type]


def digest_of(held: Mapping[str, bytes]) -> str:
    """Return what a package is known by: the digest of its last manifest, which holds the digests of all others."""
    return sha256(held[bag.manifest_name("sha256", tags=True)]).hexdigest()


def _copied(annex: Annex, wanted: Wanted, digest: str) -> Act:
    copy = annex.copy
    if copy is None:
        raise ValueError("an annex that is withheld has no copy")
    note = f"enclosed as annex {annex.number} in the package {wanted.name} with the digest {digest}"
    return Act(custody.COPIED, annex.exhibit, copy.sha256, len(copy.data), f"data/{annex.file}", note)


def _record(annex: Annex, original: str, entry: custody.Entry) -> records.CopyMade:
    copy = annex.copy
    if copy is None:
        raise ValueError("an annex that is withheld has no copy")
    return records.CopyMade(
        exhibit=annex.exhibit, original_sha256=original, copy_sha256=copy.sha256, size=len(copy.data), file=entry.file,
        at=entry.at, entry=entry.seq, removed=copy.removed, left=copy.left, redacted=copy.redacted,
    )  # fmt: skip


def _unprinted(bound: Bound) -> Problem | None:
    annex = bound.annex
    if annex.copy is None or not isinstance(bound.content, Nothing):
        return None
    message = f"annex {annex.number} ({annex.exhibit}) is not printed in the bundle: {bound.content.why}"
    hint = "a page says so, and the file itself is enclosed; add it as PDF too if it should be read on paper"
    return warning(f"data/{annex.file}", "CK662", message, hint)
