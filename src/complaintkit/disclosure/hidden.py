"""What identifies a person whom a recipient may not see: every string of it, with the label that stands instead.

Names, single words of names, other spellings and inflected forms, addresses of e-mail, as the case lists them. Of a letter
that leaves out its sender, the sender's own names count too.
"""

from __future__ import annotations

from collections.abc import Iterator

from complaintkit.case.disclosing import name_shown
from complaintkit.case.values import Case, Official, Person
from complaintkit.disclosure.names import parts_of, public_words, spellings, turned_round
from complaintkit.values import frozen

_SHORTEST_LOCAL = 5


@frozen
class Hidden:
    """A string that is not to leave, and the label of the person whom it names; `part` is one word of a longer name."""

    text: str
    label: str
    part: bool = False


def hidden_strings(case: Case, recipient: str) -> tuple[Hidden, ...]:
    """Return every string that identifies a person beyond what `recipient` may see, longest first.

    The case is the whole one, before `for_recipient`. A word that a name shares with one which this recipient may see, or
    with what the complainant and the institution are called, identifies nobody and is left out.
    """
    file = case.file
    people: dict[str, Official | Person] = {**file.officials, **file.persons}
    shown = [spelling for one in people.values() if name_shown(one, recipient) for spelling in spellings(one)]
    known = public_words(case) | {word for spelling in shown for word in spelling.split()}
    found = {hidden for label, one in people.items() if not name_shown(one, recipient) for hidden in _of(label, one)}
    found = {one for one in found if not (one.part and one.text in known) and one.text not in shown}
    if sender_left_out(case, recipient):
        found |= set(_of_sender(case))
    return tuple(sorted(found, key=lambda one: (one.part, -len(one.text), one.text, one.label)))


def sender_left_out(case: Case, recipient: str) -> bool:
    """Tell whether a recipient is not to know who sends the letter, which OLAF's rules allow."""
    treatment = case.file.treatment.get(recipient)
    return recipient == "olaf" and treatment is not None and treatment.without_sender


def _of(label: str, one: Official | Person) -> Iterator[Hidden]:
    words = {part.lower() for spelling in spellings(one) if "@" not in spelling for part in spelling.split()}
    natural = isinstance(one, Official) or one.kind != "organisation"
    for spelling in spellings(one):
        yield Hidden(spelling, label)
        if "@" in spelling:
            local = spelling.partition("@")[0]
            if len(local) >= _SHORTEST_LOCAL and any(word in local.lower() for word in words):
                yield Hidden(local, label)
        elif natural:
            yield from (Hidden(part, label, part=True) for part in parts_of(spelling, one.ordinary_words))
            if turned := turned_round(spelling):
                yield Hidden(turned, label)


def _of_sender(case: Case) -> Iterator[Hidden]:
    one = case.file.complainant
    names = [one.shown_as, *one.reply_to]
    names += [one.signatory.name] if one.signatory and one.signatory.name else []
    names += [one.representative.shown_as] if one.representative else []
    for name in names:
        words = name.split()
        if "@" in name or any(word[:1].isupper() for word in words[1:]):  # "The association" names nobody
            yield Hidden(" ".join(words), one.label)
