"""What the system would not do, told as a Problem: what it was about, what it said, and what the user can do."""

from __future__ import annotations

import errno

from complaintkit.problems import Problem, error

_WHAT_TO_DO = {
    errno.ENOSPC: "free some space on the disk, then type the command again",
    errno.EDQUOT: "free some space: what you may store here is used up; then type the command again",
    errno.EROFS: "the disk is read-only: copy the case to another one, then type the command again",
    errno.EACCES: "see to the permissions of the file and of the folder it lies in, then type the command again",
    errno.EPERM: "see to the permissions of the file and of the folder it lies in, then type the command again",
    errno.EEXIST: "move what stands there out of the way: a folder is to be there",
    errno.ENOTDIR: "move what stands there out of the way: a folder is to be there",
    errno.EISDIR: "move the folder out of the way: a file is to be there",
    errno.ENOENT: "check the spelling of the name, and the folder you stand in",
    errno.ENAMETOOLONG: "give a shorter name",
    errno.ELOOP: "the link leads back to itself: replace it by what it should lead to",
}
_OTHERWISE = "see to what the system says, then type the command again"


def problem_of(trouble: OSError) -> Problem:
    """Return what the system refused as a Problem (CK705); no file is ever half-written."""
    file = trouble.filename2 or trouble.filename or "the system"
    said = trouble.strerror or str(trouble) or type(trouble).__name__
    message = f"this could not be read or written: {said}. What was there before is as it was."
    return error(str(file), "CK705", message, _WHAT_TO_DO.get(trouble.errno or 0, _OTHERWISE))
