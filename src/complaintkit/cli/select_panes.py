"""What the panes of the full screen show: text with styles, from the state of the screen. States are words, not colours."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.utils import get_cwidth

from complaintkit.assessment.values import Outcome
from complaintkit.cli.select_words import counts, raised_how
from complaintkit.selecting.choices import Role, toggled
from complaintkit.selecting.filtering import matching
from complaintkit.selecting.preview import ClaimPreview, Preview, ProvisionPreview, changes
from complaintkit.selecting.session import Session
from complaintkit.selecting.summaries import Row, explanation

_MARKS = {Role.CHOSEN: "[x] chosen    ", Role.BACKGROUND: "[b] background", Role.LEFT_OUT: "[ ] left out  "}
_WORST = (Outcome.NOT_MET, Outcome.NOT_KNOWN, Outcome.MET)
_WIDE = 100
_MESSAGE = 3
_CLAIM, _PROVISIONS, _PROVISIONS_WIDE = 13, 16, 26


class Mode(Enum):
    """What the keys do at the moment."""

    LIST = auto()
    FILTER = auto()
    REASON = auto()
    PROVISIONS = auto()
    EXPLANATION = auto()
    LEAVING = auto()
    RESUMING = auto()


KEYS = {
    Mode.LIST: "space=choose|b=background|x=out|r=reason|p=raise|/=filter|?=why|s=save|q=quit|u=undo",
    Mode.FILTER: "=type to narrow the list|Enter=keeps the filter|Esc=lists all",
    Mode.REASON: "Enter=takes the reason|empty=as suggested|Esc=leaves it as it was",
    Mode.PROVISIONS: "space=raise or not|d=those met|Esc=back",
    Mode.EXPLANATION: "up, down=scroll|space=choose|b=background|x=out|Esc=back",
    Mode.LEAVING: "s=save and quit|k=keep for later|d=discard|Esc=go on choosing",
    Mode.RESUMING: "c=continue with it|n=begin from what is stored",
}


@dataclass
class View:
    """The state of the screen: the session and where one is in it."""

    session: Session
    preview: Preview
    mode: Mode = Mode.LIST
    filter: str = ""
    cursor: str = ""
    provision: int = 0
    scroll: int = 0
    message: str = ""
    pending: bool = False
    told: list[tuple[int, str]] = field(default_factory=list)

    def visible(self) -> list[Row]:
        """Return the rows that the filter lets through."""
        choices = self.session.choices
        rows = self.session.rows
        wanted = set(
            matching(self.filter, ((row.incident, f"{row.searched} {choices.of(row.incident).role}") for row in rows))
        )
        return [row for row in rows if row.incident in wanted]

    def row(self) -> Row | None:
        """Return the highlighted row; the first where the filter hides it, None where it hides all."""
        rows = self.visible()
        return next((row for row in rows if row.incident == self.cursor), rows[0] if rows else None)

    def move(self, steps: int) -> None:
        """Highlight the row that many steps on, stopping at the ends."""
        rows, present = self.visible(), self.row()
        if present:
            at = min(max(rows.index(present) + steps, 0), len(rows) - 1)
            self.cursor = rows[at].incident

    def explain(self) -> None:
        """Get ready what is said of the highlighted incident, and what choosing it would do."""
        row = self.row()
        if row is not None:
            self.told = [
                (0, f"{row.title} ({row.when})"),
                *self._what_if(row),
                *explanation(self.session.full, row.incident),
            ]
            self.scroll, self.mode, self.message = 0, Mode.EXPLANATION, ""

    def _what_if(self, row: Row) -> list[tuple[int, str]]:
        choices = self.session.choices
        chosen = choices.of(row.incident).role is Role.CHOSEN
        after = self.session.preview(toggled(choices, [row.incident]))
        lines = changes(self.session.now, after) or ("nothing",)
        return [
            (0, "Leaving it out would change:" if chosen else "Choosing it would change:"),
            *((1, x) for x in lines),
        ]


def fitted(text: str, width: int) -> str:
    """Return the text in exactly that many columns: filled with blanks, or cut with an ellipsis."""
    if get_cwidth(text) > width:
        while text and get_cwidth(text) > width - 1:
            text = text[:-1]
        text = text.rstrip() + "…" if width > 0 else ""
    return text + " " * (width - get_cwidth(text))


def title(view: View, width: int) -> StyleAndTextTuples:
    """Return the first line: for whom, on which day, how many in each role, whether it is saved."""
    session = view.session
    state = "not saved" if session.changed else "saved" if not session.is_new else "nothing chosen yet"
    text = f" {session.recipient}, {session.full.on}: {counts(session)}; {state}"
    return [("class:title", fitted(text, width))]


def headings(view: View, width: int) -> StyleAndTextTuples:
    """Return the names of the columns."""
    stands = "letter" if view.session.around else "claim"
    return [("class:heading", _columns(("      state", "from", "title", stands, "provisions"), width))]


def _columns(cells: tuple[str, str, str, str, str], width: int) -> str:
    last = _PROVISIONS_WIDE if width >= _WIDE else _PROVISIONS
    middle = width - 17 - 11 - _CLAIM - last - 1
    widths = (16, 10, middle, _CLAIM - 1, last)
    return " ".join(fitted(text, size) for text, size in zip(cells, widths, strict=True))[:width]


def rows(view: View, width: int) -> StyleAndTextTuples:
    """Return the list, the highlighted row marked by `>` and by style."""
    shown, present = view.visible(), view.row()
    if not shown:
        return [("", f"  No incident contains `{view.filter}`.")]
    fragments: StyleAndTextTuples = []
    for row in shown:
        role = view.session.choices.of(row.incident).role
        mark = f"{'>' if row is present else ' '} {_MARKS[role]}"
        line = _columns((mark, row.when[:10], row.title, row.claim, row.provisions), width)
        style = "class:present" if row is present else f"class:{role.name.lower()}"
        fragments += [(style, line), ("", "\n")]
    return fragments[:-1]


def detail(view: View, width: int) -> StyleAndTextTuples:
    """Return the highlighted incident in full: title, outcomes, reason."""
    row = view.row()
    if row is None:
        return []
    reason, suggested = view.session.reason(row.incident)
    role = view.session.choices.of(row.incident).role
    return [
        ("bold", fitted(f" {row.title} ({row.when})", width) + "\n"),
        (
            "",
            fitted(f" {row.provisions}; {'letter' if view.session.around else 'claim'}: {row.condition}", width) + "\n",
        ),
        (
            "",
            "\n".join(
                _wrapped([f"{role.capitalize()}{', suggested reason' if suggested else ''}: {reason}"], width, 2)
            ),
        ),
    ]


def _wrapped(texts: Iterable[str], width: int, most: int) -> list[str]:
    return [
        line
        for text in texts
        for line in textwrap.wrap(
            text, width - 2, initial_indent=" ", subsequent_indent="   ", max_lines=most, placeholder=" …"
        )
    ]


def provisions(view: View, width: int, height: int) -> StyleAndTextTuples:
    """Return the pane that shows what the choice does to each provision."""
    if view.session.around:
        return _pane(" PROVISIONS: this letter raises none", [], width, height)
    lines = [line for line in view.preview.provisions if line.matters]
    first = f" PROVISIONS (raised: {raised_how(view.session)}){' …' if view.pending else ''}"
    others = ["   nothing chosen yet" if not view.session.choices.chosen else "   nothing speaks for any"]
    return _pane(first, [_provision(line) for line in lines] or others, width, height)


def _provision(line: ProvisionPreview) -> str:
    return (
        f" {'raised' if line.raised else '  -   '} {line.provision:<13} {line.outcome or 'no outcome':<9} {line.detail}"
    )


def claims(view: View, width: int, height: int) -> StyleAndTextTuples:
    """Return the pane that shows what the choice does to each claim; what a letter around a complaint is for."""
    if view.session.around:
        return _pane(" LETTER", _wrapped([view.session.around], width, height - 1), width, height)
    lines = sorted(view.preview.claims, key=lambda claim: _WORST.index(claim.outcome))
    numbers = {outcome: sum(claim.outcome is outcome for claim in lines) for outcome in _WORST}
    told = ", ".join(f"{number} {outcome}" for outcome, number in numbers.items() if number) or "none"
    return _pane(f" CLAIMS: {told}{' …' if view.pending else ''}", [_claim(line) for line in lines], width, height)


def _claim(claim: ClaimPreview) -> str:
    stands = f"{claim.condition.id} {claim.outcome}" if claim.condition else str(claim.outcome)
    until = f", until {claim.until}" if claim.until and claim.outcome == "met" else ""
    return f" {stands:<12} {claim.claim}{until}"


def _pane(first: str, lines: list[str], width: int, height: int) -> StyleAndTextTuples:
    room = height - 1
    shown = lines if len(lines) <= room else [*lines[: room - 1], f"   and {len(lines) - room + 1} more"]
    body = "\n".join(fitted(line, width) for line in shown)
    return [("class:heading", fitted(first, width) + "\n"), ("", body)]


def all_provisions(view: View, width: int) -> StyleAndTextTuples:
    """Return the list of provisions to raise."""
    fragments: StyleAndTextTuples = [("class:heading", fitted("  raised    provision      outcome", width) + "\n")]
    for place, line in enumerate(view.preview.provisions):
        mark = "[x] yes" if line.raised else "[ ] no "
        here = place == view.provision
        text = f"{'>' if here else ' '} {mark}   {line.provision:<14} {line.outcome or 'no outcome':<10} {line.title}"
        fragments.append(("class:present" if here else "", fitted(text, width) + "\n"))
        fragments.append(("", fitted(f"{' ' * 12}{line.detail}", width) + "\n"))
    return fragments


def told(view: View, width: int, height: int) -> StyleAndTextTuples:
    """Return the part of the explanation that is scrolled to."""
    lines = [
        (depth, part)
        for depth, text in view.told
        for part in textwrap.wrap(text, width - 2 * depth - 2, subsequent_indent="  ", break_on_hyphens=False) or [""]
    ]
    view.scroll = max(0, min(view.scroll, len(lines) - height))
    return [
        ("bold" if depth == 0 else "", f" {'  ' * depth}{text}\n")
        for depth, text in lines[view.scroll : view.scroll + height]
    ]


def message(view: View, width: int) -> StyleAndTextTuples:
    """Return what is said to the user, on as many lines as it needs, at most three."""
    return [("class:message", "\n".join(_wrapped([_message(view)], width, _MESSAGE)))]


def message_height(view: View, width: int) -> int:
    """Return how many lines the message takes, at least one."""
    return max(1, len(_wrapped([_message(view)], width, _MESSAGE)))


def _message(view: View) -> str:
    if view.message or not view.filter or view.mode not in (Mode.LIST, Mode.FILTER):
        return view.message
    return f"{len(view.visible())} of {len(view.session.rows)} incidents contain `{view.filter}`. Esc lists all."


def keys(view: View, width: int) -> StyleAndTextTuples:
    """Return what the keys do, each key in bold; as many as fit."""
    fragments: StyleAndTextTuples = [("", " ")]
    entries = KEYS[view.mode].split("|")
    between = "  " if width > sum(get_cwidth(entry) + 2 for entry in entries) else " "
    room = width - 1
    for entry in entries:
        key, _, what = entry.partition("=")
        room -= get_cwidth(entry) + 1
        if room >= 0:
            fragments += [("bold", key), ("", f" {what}{between}" if key else f"{what}{between}")]
    return fragments
