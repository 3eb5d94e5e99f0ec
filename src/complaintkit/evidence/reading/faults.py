"""The problems that reading a file can have. None of them keeps a file from being registered as it is."""

from __future__ import annotations

import errno

from complaintkit.evidence.reading.names import shown
from complaintkit.evidence.reading.values import Format
from complaintkit.problems import Problem, error, warning

_BY_CONTENT = {None, errno.EINVAL, errno.EOVERFLOW}
_INSTALL = "pip install 'complaintkit[evidence]'"


def by_content(fault: OSError) -> bool:
    """Tell whether what a file holds made reading fail (a place before its beginning, say), not the disk."""
    return fault.errno in _BY_CONTENT


def misnamed(file: str, ending: str, held: Format) -> Problem:
    """The ending of the name says something else than the content."""
    message = f"The name ends in `{shown(ending)}`, but the content is {held.label}; the content counts."
    return warning(file, "CK550", message, "ask who sent it whether it was renamed; the original keeps its name")


def empty(file: str) -> Problem:
    """The file has no bytes."""
    return error(file, "CK551", "The file is empty, so there is nothing to read in it.", "ask for the original again")


def damaged(file: str, held: Format, detail: str) -> Problem:
    """The content is cut short or broken; what could be read is kept."""
    message = f"This is {held.label}, but it is damaged or cut short: {shown(detail)}."
    hint = "ask for the file again, and keep this one as it came"
    return warning(file, "CK552", message, hint)


def locked(file: str, held: Format) -> Problem:
    """A password is needed."""
    message = f"This is {held.label} under a password: what stands in it cannot be read or searched for names."
    return warning(file, "CK553", message, "ask for a copy without a password, and register it beside this one")


def wrong_charset(file: str, said: str, used: str) -> Problem:
    """The text is not in the charset that it says, or that charset is not known."""
    message = f"The text says that its charset is `{shown(said)}`, which cannot be; it was read as {used}."
    return warning(file, "CK554", message, "compare the text with the file opened in another program")


def undated(file: str, detail: str) -> Problem:
    """A message without a date that can be used."""
    return warning(file, "CK555", f"The message has no date that can be used: {shown(detail)}.", "say the date by hand")


def too_deep(file: str, depth: int) -> Problem:
    """Messages or archives stand in each other deeper than is followed."""
    message = f"Messages or archives stand inside each other more than {depth} deep; what lies deeper was not opened."
    return warning(file, "CK556", message, "open what lies deeper yourself, save it and add it")


def vast(file: str, width: int, height: int) -> Problem:
    """A picture so large that showing it would take all memory."""
    message = f"The picture is {width} × {height}; only its measures were read, and it gets no preview."
    return warning(file, "CK557", message, "if it should not be so large, ask for the original")


def unopened(file: str, held: Format) -> Problem:
    """An archive of a kind that is not opened here."""
    message = f"This is {held.label}, which is not opened: its files were not taken."
    return error(file, "CK558", message, "unpack it yourself, then add its files, and keep the archive too")


def unknown(file: str) -> Problem:
    """Nothing is known of this content."""
    message = "What kind of file this is could not be told from its content; nothing was read in it."
    return warning(file, "CK559", message, "describe it by hand, and say with what program it opens")


def not_installed(file: str, held: Format, library: str, install: str = _INSTALL) -> Problem:
    """A library that reads this kind of file is missing."""
    message = f"This is {held.label}; to read what stands in it, {library} is needed, which is not installed."
    return warning(file, "CK560", message, f"{install}; until then describe the file by hand")


def partly(file: str, detail: str) -> Problem:
    """Something is too large to be read for its facts."""
    message = f"Not all was read: {shown(detail)}."
    return warning(file, "CK561", message, "the file itself is whole; check the description by hand")


def refused_name(file: str, name: str, why: str) -> Problem:
    """A member's name would lead to another place."""
    message = f"`{shown(name)}` was not taken: {why}."
    return error(file, "CK562", message, "unpack it yourself under another name, look at it, and add it")


def refused_kind(file: str, name: str, what: str) -> Problem:
    """A member is a link or a device, not a file."""
    message = f"`{shown(name)}` was not taken: it is {what}, not a file."
    return error(file, "CK563", message, "ask for the file that it stands for")


def refused_locked(file: str, name: str) -> Problem:
    """A member needs a password."""
    message = f"`{shown(name)}` was not taken: a password is needed."
    return error(file, "CK564", message, "unpack it yourself with the password and add it, and keep the archive too")


def refused_size(file: str, name: str, why: str) -> Problem:
    """A member, or all, would be larger than an honest archive makes them."""
    message = f"`{shown(name)}` was not taken: {why}."
    return error(file, "CK565", message, "if you trust the sender, unpack it yourself on a disk with room, and add it")


def refused_twin(file: str, name: str) -> Problem:
    """A second member has the very name of one before."""
    message = f"A second `{shown(name)}` was not taken: two of one name can be made to show different things."
    return error(file, "CK566", message, "ask the sender which is meant; unpack the second yourself and add it")


def strange_name(file: str, name: str, why: str) -> Problem:
    """A name that misleads or that some disks do not take; the file is taken all the same."""
    message = f"The name `{shown(name)}` {why}; the file is taken under a clean name."
    return warning(file, "CK567", message, "look at the file before opening it with another program")


def refused_damaged(file: str, name: str, detail: str) -> Problem:
    """A member cannot be unpacked."""
    message = f"`{shown(name)}` was not taken: {shown(detail)}."
    return error(
        file, "CK568", message, "ask for the archive again, or unpack it with another program and add the file"
    )


def no_bytes(file: str, name: str) -> Problem:
    """A message inside an Outlook message is no file of its own."""
    message = f"`{shown(name)}` is attached as a part of this Outlook file and has no bytes of its own to take."
    return warning(file, "CK569", message, "open the message in Outlook, save the attachment as a file, and add it")
