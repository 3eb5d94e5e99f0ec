"""Before anything is written to register and log: that both can be continued. The case must be locked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from complaintkit.case.folders import require_case
from complaintkit.case.values import Register
from complaintkit.evidence import custody, files
from complaintkit.evidence.chain import AFTER_THE_HEAD, NOT_REGISTERED, chain_problems, folder_problem
from complaintkit.evidence.register import read_register
from complaintkit.problems import Problem, Refused, error, has_errors, warning
from complaintkit.source.documents import Document
from complaintkit.source.locking import locked
from complaintkit.values import frozen

NOT_NOW = "CK502"
_MENDED = {NOT_REGISTERED, AFTER_THE_HEAD, "CK516", "CK520"}


@frozen
class Continued:
    """A case to which something can be added: its register with its source, the entries so far, what to say of them."""

    folder: Path
    register: Register
    document: Document
    entries: tuple[custody.Entry, ...]
    notes: tuple[Problem, ...]


def continued(folder: Path) -> Continued:
    """Return register and log of a case, after making sure that writing to them hides nothing.

    What an interruption leaves (an unfinished last line, entries after the head that the register holds) is taken up,
    with a warning. Raises Refused where register or log are damaged or do not fit together.
    """
    require_case(folder)
    register, document, problems = read_register(folder)
    if register is None or document is None or has_errors(problems):
        raise Refused(problems)
    log, notes = _without_unfinished_line(folder)
    broken = (*log.problems, *chain_problems(register, log, document))
    damage = [problem for problem in broken if problem.code not in _MENDED]
    if damage or (log.problems and register.exhibits):
        raise Refused([*broken, _not_now()])
    leads_away = folder_problem(folder)
    if leads_away:
        raise Refused([leads_away])
    (folder / files.FOLDER).mkdir(exist_ok=True)
    late = sum(problem.code == AFTER_THE_HEAD for problem in broken)
    return Continued(folder, register, document, log.entries, (*notes, *([_taken_up(late)] if late else [])))


@contextmanager
def continuing(folder: Path) -> Iterator[Continued]:
    """Hold the lock of a case and give what can be continued of it, for the length of a `with` block.

    Raises Refused where the folder is no case, and as `locked` and `continued` do; nothing is written then.
    """
    require_case(folder)
    with locked(folder):
        yield continued(folder)


def _without_unfinished_line(folder: Path) -> tuple[custody.Log, tuple[Problem, ...]]:
    """Return the log, without a last line that an interruption cut off, and a warning where there was one."""
    log = custody.read_log(folder)
    if not log.unfinished_only:
        return log, ()
    custody.drop_unfinished(folder / custody.LOG)
    cut = log.problems[0]
    message = "The last line of the custody log was unfinished, as an interruption leaves it; it was taken away."
    return custody.read_log(folder), (warning(custody.LOG, "CK526", message, at=(cut.line or 1, 1)),)


def _taken_up(number: int) -> Problem:
    message = (
        f"The custody log had {number} more than the register counts, as an interruption leaves it; they count now."
    )
    return warning(
        custody.LOG, "CK515", message, "see in `complaintkit evidence verify` and the log that all are yours"
    )


def _not_now() -> Problem:
    message = "Nothing was added: the custody log and the register do not fit together, and adding would hide that."
    return error(custody.LOG, NOT_NOW, message, "see what `complaintkit evidence verify` says, and settle that first")
