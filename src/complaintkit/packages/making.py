"""Making packages from a case folder: the letter rendered, all files assembled, searched, logged, put in their place.

Nothing appears at its place before everything is made and the search over all of it found nothing. It neither prints nor
reads the clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from complaintkit.case.reading import read_case
from complaintkit.case.values import Case
from complaintkit.evidence import custody
from complaintkit.evidence.acts import Act, log
from complaintkit.evidence.cleaning import records
from complaintkit.evidence.continuing import Continued, continuing
from complaintkit.law.values import Law
from complaintkit.letters import making as letters
from complaintkit.letters import wanted as asking
from complaintkit.letters.values import Letter
from complaintkit.packages import proving, staging
from complaintkit.packages.assembling import Assembled, Source, assemble
from complaintkit.packages.libraries import require
from complaintkit.packages.values import Annex, Bundle
from complaintkit.packages.wanted import LETTER, Wanted, readers
from complaintkit.problems import Problem, Refused, error, warning
from complaintkit.values import frozen

_KINDS = {b"%PDF-": "pdf", b"PK\3\4": "docx"}


@dataclass
class Made:
    """A package that was made: where, what is in it, its digest, what is to be minded."""

    path: Path
    letter: Letter
    bundle: Bundle
    files: tuple[str, ...]
    digest: str
    problems: list[Problem] = field(default_factory=list)


@frozen
class Written:
    """A letter, the file that it is enclosed as (name and bytes), and what is to be minded of it."""

    wanted: Wanted
    letter: Letter
    file: str
    data: bytes
    problems: tuple[Problem, ...]


@frozen
class Staged:
    """A package that is ready to appear, where it is now, and what was looked at by a person."""

    written: Written
    assembled: Assembled
    ready: Path
    looked_at: tuple[proving.ToLookAt, ...]


def make_packages(folder: Path, law: Law, templates: Path, wanted: Wanted) -> tuple[Made, ...]:
    """Make one package, or both of a pair, and log the copies in it.

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
    for one in wanted.each:
        staging.check_place(wanted.out, one.target, folder, overwrite=wanted.overwrite)
    with staging.staging(wanted.out) as work:
        written = _letters(folder, law, templates, wanted, work)
        with continuing(folder) as continued:
            case = read_case(folder, law).readable()
            staged = [_staged(folder, law, case, continued, one, work) for one in written]
            _log(folder, case, continued, staged, wanted.at)
            return tuple(_placed(one, continued) for one in staged)


def _letters(folder: Path, law: Law, templates: Path, wanted: Wanted, work: Path) -> tuple[Written, ...]:
    """Render the letter, or both versions of it; a letter that is given is enclosed in its place."""
    asked = asking.Wanted((wanted.recipient,), (wanted.language,), work / "letters", wanted.on, pair=wanted.pair)
    report = letters.render_all(folder, law, templates, asked)
    if report.refused:
        raise Refused(problem for refusal in report.refused for problem in refusal.problems)
    by_version = {letter.version: path for path, letter in report.made.items()}
    return tuple(
        _written(folder, one, report.made[by_version[one.version]], by_version[one.version], tuple(report.warnings))
        for one in wanted.each
    )


def _written(folder: Path, wanted: Wanted, letter: Letter, path: Path, problems: tuple[Problem, ...]) -> Written:
    data = path.read_bytes()
    if wanted.letter is not None:
        own = _own(wanted.letter)
        return Written(wanted, letter, f"{LETTER}.{_KINDS.get(own[:5], 'docx')}", own, problems)
    earlier = folder / "letters" / path.name
    if earlier.is_file() and earlier.read_bytes() != data:
        problems = (*problems, _differs(earlier))
    return Written(wanted, letter, f"{LETTER}.docx", data, problems)


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


def _staged(folder: Path, law: Law, case: Case, continued: Continued, written: Written, work: Path) -> Staged:  # noqa: PLR0917
    """Put a package together beside its place and search it; raises Refused."""
    wanted, letter = written.wanted, written.letter
    files = {written.file: written.data}
    assembled = assemble(Source(folder, case, law, continued.entries), wanted, letter, files)
    staged = work / wanted.name
    staging.write(staged, assembled.files)
    looked_at = _proved(staged, case, continued, written, assembled)
    if not wanted.packed:
        return Staged(written, assembled, staged, looked_at)
    packed = work / wanted.target.name
    staging.write_packed(packed, wanted.name, assembled.files)
    return Staged(written, assembled, packed, looked_at)


def _proved(
    staged: Path, case: Case, continued: Continued, written: Written, assembled: Assembled
) -> tuple[proving.ToLookAt, ...]:
    """Return what was looked at and is to be logged; raises Refused where something was found or nobody looked."""
    wanted = written.wanted
    parts = [part.name for part in assembled.bundle.parts]
    searched = proving.search(staged, case, readers(written.letter), assembled.annexes, parts)
    problems = [*proving.refused(searched.found), *searched.unconfirmed]
    known = proving.confirmed(continued.entries, wanted.eyes)
    waiting = tuple(one for one in searched.to_look_at if one.sha256 not in known)
    if not wanted.seen_by:
        problems += proving.unseen(waiting, {f"data/{written.file}": str(wanted.letter or "the letter")})
    if problems:
        raise Refused(problems)
    return waiting


def _log(folder: Path, case: Case, continued: Continued, staged: Sequence[Staged], at: str) -> None:
    """Log who looked at what, and each copy with its annex; then record the copies."""
    acts: list[Act] = []
    copied: dict[int, Annex] = {}
    for one in staged:
        wanted = one.written.wanted
        acts += proving.confirmations(one.looked_at, wanted.eyes, wanted.seen_by or "")
        for annex in one.assembled.annexes:
            if annex.copy is not None:
                copied[len(acts)] = annex
                acts.append(_copied(annex, wanted.name, one.assembled.digest))
    if not acts:
        return
    entries = log(continued, acts, at)
    originals = case.register.exhibits
    made = [_record(annex, originals[annex.exhibit].sha256, entries[place]) for place, annex in copied.items()]
    records.append(folder, *[one for one in made if one is not None])


def _copied(annex: Annex, package: str, digest: str) -> Act:
    note = f"enclosed as annex {annex.number} in the package {package} with the digest {digest}"
    size, sha256 = (len(annex.copy.data), annex.copy.sha256) if annex.copy else (0, "")
    return Act(custody.COPIED, annex.exhibit, sha256, size, f"data/{annex.file}", note)


def _record(annex: Annex, original: str, entry: custody.Entry) -> records.CopyMade | None:
    copy = annex.copy
    if copy is None:
        return None
    return records.CopyMade(
        exhibit=annex.exhibit, original_sha256=original, copy_sha256=copy.sha256, size=len(copy.data), file=entry.file,
        at=entry.at, entry=entry.seq, removed=copy.removed, left=copy.left, redacted=copy.redacted,
    )  # fmt: skip


def _placed(staged: Staged, continued: Continued) -> Made:
    """Let a package appear at its place."""
    written, assembled = staged.written, staged.assembled
    target = written.wanted.target
    staging.put(staged.ready, target)
    problems = [*continued.notes, *written.problems, *assembled.problems]
    return Made(target, written.letter, assembled.bundle, tuple(assembled.files), assembled.digest, problems)
