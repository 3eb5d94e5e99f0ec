"""A file of EUR-Lex from disk to the acts in it, beside what the rules hold of them."""

from __future__ import annotations

from pathlib import Path

from complaintkit.law.importing.assembling import read_parts
from complaintkit.law.importing.choosing import Asked, Chosen, Wishes, choose, choose_language
from complaintkit.law.importing.comparing import Finding, compare
from complaintkit.law.importing.formex import read_formex
from complaintkit.law.importing.opening import not_an_act, open_act
from complaintkit.law.importing.xhtml import read_page
from complaintkit.law.values import Law
from complaintkit.problems import Problem, Refused, has_errors
from complaintkit.values import frozen


@frozen
class Found:
    """What a file holds: its SHA-256, each act with its findings, and what was left out, as warnings."""

    sha256: str
    acts: tuple[tuple[Chosen, tuple[Finding, ...]], ...]
    warnings: tuple[Problem, ...]


def read_act(path: Path, law: Law, wishes: Wishes) -> Found:
    """Return what a file of EUR-Lex holds, beside what the rules hold.

    Raises:
        Refused: with every problem for which it cannot be read, or not be read right.
    """
    opened = open_act(path)
    read = read_formex(opened.root) or read_page(opened.root)
    if read is None:
        raise Refused([not_an_act(opened.shown)])
    origin, blocks = read
    asked = Asked(origin, wishes, opened.shown)
    language = choose_language(asked)
    titles = [title for act in law.acts for _, title in act.titles]
    parts, problems = read_parts(blocks, language, opened.shown, titles)
    if has_errors(problems):
        raise Refused(problems)
    if not any(article.paragraphs for part in parts for article in part.articles):
        raise Refused([not_an_act(opened.shown)])
    chosen = choose(asked, parts, law.acts, language)
    return Found(opened.sha256, tuple((one, compare(one, law)) for one in chosen), tuple(problems))
