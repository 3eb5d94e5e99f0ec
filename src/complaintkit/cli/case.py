"""`complaintkit case`: lock a case folder into one encrypted file, and unlock it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from complaintkit.cli.common import case_options, case_path, show_problems
from complaintkit.problems import warning
from complaintkit.words import counted

if TYPE_CHECKING:
    from complaintkit.sealing.closing import Locked
    from complaintkit.sealing.header import Header
    from complaintkit.sealing.keys import Opener, Passphrase, PublicKey

_ASK_AGAIN = 3
_FILE = click.Path(path_type=Path)
_NOT_PROMISED = """
The clear folder was removed, but this cannot be promised: deleted files can stay readable on the disk, on an SSD above
all; backups, a synchronised folder, an editor's swap and recovery files, thumbnails and mails may hold copies; the name, the
size and the date of the locked file can be seen. Encrypt the disk too, and empty those places yourself."""
_LOST = "Nobody can open the file without {}: not you, not the makers of this program. Keep it apart from the file."


@click.group(name="case")
def command() -> None:
    """Lock a case into one encrypted file, or unlock it.

    The file is in the age format (age-encryption.org/v1) and holds a plain tar: `age -d case.age | tar x` opens it as well.
    """


@command.command(name="lock")
@click.option(
    "--recipient", "recipients", metavar="age1...", multiple=True, help="Public key that opens it; repeatable."
)
@click.option("--recipients-file", type=_FILE, help="File of public keys, one a line.")
@click.option("--passphrase-file", metavar="FILE", help="Read the passphrase from the first line of FILE; - is input.")
@click.option("--generate", is_flag=True, help="Make a passphrase by chance and show it once, on the terminal.")
@click.option("--out", type=_FILE, help="The locked file (default: the folder's name and .age, beside it).")
@click.option("--keep", is_flag=True, help="Keep the clear folder.")
@case_options
def lock_command(
    *,
    recipients: tuple[str, ...],
    recipients_file: Path | None,
    passphrase_file: str | None,
    generate: bool,
    out: Path | None,
    keep: bool,
) -> int:
    """Lock the case folder into one file, then remove the folder.

    Without recipients, a passphrase is asked for, twice and hidden. The folder is removed only after the locked file was
    written, read back from the disk, decrypted whole and found to be equal, file by file.
    """
    from complaintkit.sealing.closing import finish_interrupted, lock_case, place_of

    _one_way(keys=bool(recipients or recipients_file), others=(passphrase_file is not None, generate))
    finished = finish_interrupted(case_path(), out)
    if finished is not None:
        click.echo(f"{finished} is whole; what an interruption had left of the clear folder is removed now.")
        return 0
    folder, sealed = place_of(case_path(), out)
    ways = _keys(recipients, recipients_file) or (_new_passphrase(passphrase_file, generate=generate),)
    try:
        with _ended_by_signals():
            done = lock_case(folder, sealed, ways, keep=keep)
    except KeyboardInterrupt:
        _say_remains(folder, sealed)
        raise
    _say_locked(done, with_keys=bool(recipients or recipients_file))
    return 0


@command.command(name="unlock")
@click.argument("file", type=_FILE)
@click.option("--identity", type=_FILE, help="File of private keys, as `age-keygen` writes it.")
@click.option("--passphrase-file", metavar="FILE", help="Read the passphrase from the first line of FILE; - is input.")
@click.option("--into", type=_FILE, help="The folder to make (default: FILE without .age).")
def unlock_command(file: Path, identity: Path | None, passphrase_file: str | None, into: Path | None) -> int:
    """Unlock FILE into a new folder.

    The folder must not exist yet, or be empty; it takes its place only when all of FILE was checked. FILE stays as it is.
    """
    from complaintkit.sealing.opening import header_of, refuse_taken, unlock_case

    _one_way(keys=identity is not None, others=(passphrase_file is not None,))
    target = into or _without_ending(file)
    header = header_of(file)
    refuse_taken(target)
    openers = _openers(file, header, identity, passphrase_file)
    with _ended_by_signals():
        done = unlock_case(file, target, openers)
    click.echo(f"{done.folder}  {counted(done.files, 'file')}, {done.content:,} bytes, each checked")
    click.echo(f"{file} stays as it is. The case now lies in clear; lock it again when you have done.", err=True)
    return 0


def _one_way(*, keys: bool, others: tuple[bool, ...]) -> None:
    if sum((keys, *others)) > 1:
        raise click.UsageError("Choose one of keys, --passphrase-file and --generate: the age format has either or.")


def _keys(recipients: tuple[str, ...], file: Path | None) -> tuple[PublicKey, ...]:
    from complaintkit.sealing.keyfiles import read_recipients
    from complaintkit.sealing.keys import parse_recipient
    from complaintkit.sealing.refusals import told_of

    with told_of("--recipient"):
        named = [parse_recipient(text) for text in recipients]
    return tuple(dict.fromkeys([*named, *(read_recipients(file) if file else ())]))


def _new_passphrase(file: str | None, *, generate: bool) -> Passphrase:
    from complaintkit.sealing.keys import Passphrase
    from complaintkit.sealing.passphrases import weakness

    text = _read_passphrase(file) if file is not None else _asked_passphrase(generate=generate)
    weak = weakness(text)
    if weak:
        hint = "several words that nobody would put together, or one made by chance with --generate"
        show_problems((warning("the passphrase", "CK578", f"this passphrase is weak: {weak}", hint),))
        if file is None and not click.confirm("Take it all the same?", err=True):
            raise click.Abort
    return Passphrase(text)


def _asked_passphrase(*, generate: bool) -> str:
    from complaintkit.sealing.passphrases import made_passphrase

    _require_terminal()
    typed = "" if generate else _hidden("Passphrase (hidden; Enter alone makes one for you)")
    expected = typed or made_passphrase()
    if not typed:
        click.echo(f"\n    {expected}\n\nWrite it down now; it is shown this once. {_LOST.format('it')}\n", err=True)
    for _ in range(_ASK_AGAIN):
        if _hidden("The passphrase again") == expected:
            return expected
        click.echo("  That was not the same.", err=True)
    raise click.UsageError("The passphrase was not typed the same twice; nothing was locked.")


def _require_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError(
            "There is no terminal to type a passphrase at: give --passphrase-file FILE (- reads standard input), or keys."
        )


def _hidden(prompt: str) -> str:
    try:
        answer: str = click.prompt(prompt, default="", hide_input=True, show_default=False, err=True)
        answer.encode()
    except UnicodeError:
        raise click.UsageError("This terminal does not send UTF-8: set it to UTF-8, or type plain letters.") from None
    return answer


def _read_passphrase(file: str) -> str:
    from complaintkit.sealing.passphrases import passphrase_of, read_passphrase
    from complaintkit.sealing.refusals import told_of

    with told_of("standard input" if file == "-" else file):
        return passphrase_of(sys.stdin.buffer.readline()) if file == "-" else read_passphrase(Path(file))


def _openers(file: Path, header: Header, identity: Path | None, passphrase_file: str | None) -> tuple[Opener, ...]:
    from complaintkit.sealing.keyfiles import read_identities
    from complaintkit.sealing.keys import Passphrase, needs_passphrase
    from complaintkit.sealing.refusals import no_key, told_of

    with told_of(str(file)):
        if identity is not None:
            return read_identities(identity)
        if not needs_passphrase(header):
            raise no_key("this file is locked to keys, not with a passphrase.", "give the private key: --identity FILE")
    if passphrase_file is None:
        _require_terminal()
    return (Passphrase(_hidden("Passphrase") if passphrase_file is None else _read_passphrase(passphrase_file)),)


def _without_ending(file: Path) -> Path:
    if file.suffix != ".age" or not file.stem:
        raise click.UsageError(f"{file} does not end in .age: say with --into DIR which folder to make.")
    return file.with_suffix("")


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let the closing of the terminal and the end of the system go the way of Ctrl-C, which leaves nothing half done."""
    before = {number: signal.getsignal(number) for number in _signals()}
    for number in before:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _signals() -> tuple[signal.Signals, ...]:
    names = ("SIGTERM", "SIGHUP")
    return tuple(getattr(signal, name) for name in names if hasattr(signal, name))


def _say_remains(folder: Path, sealed: Path) -> None:
    from complaintkit.sealing.clearing import remains_of

    remains = remains_of(folder)
    if remains.exists():
        message = f"{sealed} is whole. What is left of the clear folder lies in {remains}:"
        click.echo(f"\n{message} type the same command again to remove it.", err=True)


def _say_locked(done: Locked, *, with_keys: bool) -> None:
    what = f"{done.size:,} bytes, holds {counted(done.files, 'file')} of {done.content:,} bytes"
    click.echo(f"{done.file}  {what}; read back from the disk and equal")
    how = "-i KEYFILE " if with_keys else ""
    click.echo(
        f"Opens with: complaintkit case unlock {done.file.name}; or: age -d {how}{done.file.name} | tar x", err=True
    )
    click.echo(_NOT_PROMISED if done.removed else "The folder was kept and lies there in clear.", err=True)
    if _stands_nowhere():
        click.echo("You stand in the folder that is gone: type cd .. first.", err=True)
    click.echo(_LOST.format("one of the private keys" if with_keys else "the passphrase"), err=True)


def _stands_nowhere() -> bool:
    try:
        os.getcwd()  # noqa: PTH109
    except FileNotFoundError:
        return True
    return False
