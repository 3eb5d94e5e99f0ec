"""`select` as a full screen: the list, what the choice does, and the keys. Built on prompt_toolkit, loaded only here."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress

import click
from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from complaintkit.cli.select_layout import STYLE, Panes
from complaintkit.cli.select_panes import Mode, View
from complaintkit.cli.select_words import counts, kept_message, saved_lines
from complaintkit.problems import Refused
from complaintkit.selecting.choices import Choices, Role, put, raising, toggled, turned, with_reasons
from complaintkit.selecting.requests import clean_reason
from complaintkit.selecting.session import Session

_PAUSE = 0.12
_ESCAPE = 0.05
_PAGE = 8
_MANY = 1_000_000


def choose(session: Session, begin: Callable[[], None]) -> int:
    """Show the screen until it is left and return the exit code; what was saved or kept is said afterwards."""
    screen = Screen(session, begin)
    try:
        screen.application.run(pre_run=screen.opened)
    except KeyboardInterrupt:
        _say_what_was_kept(session)
        raise
    for line in saved_lines(session, session.saved_to) if session.saved_to else ():
        click.echo(line)
    _say_what_was_kept(session)
    return 0


def _say_what_was_kept(session: Session) -> None:
    if session.changed:
        click.echo(kept_message(session), err=True)


class Screen:
    """The application: which keys do what in which mode."""

    def __init__(self, session: Session, begin: Callable[[], None]) -> None:
        self.session = session
        self.view = View(session, session.now)
        self._begin = begin
        self._unfinished: Choices | None = None
        self._notes = ""
        self.filter = Buffer(multiline=False, on_text_changed=lambda buffer: self._filtered(buffer.text))
        self.reason = Buffer(multiline=False)
        self.panes = Panes(self.view, self.filter, self.reason)
        self.application: Application[None] = Application(
            layout=self.panes.layout,
            key_bindings=self._bindings(),
            style=STYLE,
            full_screen=True,
            mouse_support=False,
        )
        self.application.ttimeoutlen = self.application.timeoutlen = _ESCAPE

    def opened(self) -> None:
        """Begin, once the loop runs; a process that is asked to end does as for Ctrl-C."""
        with suppress(NotImplementedError, RuntimeError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self._interrupt)
        self._begun()

    def _begun(self) -> None:
        """Offer what an interrupted sitting left; else begin from what is stored."""
        choices, problems = self.session.unfinished()
        self._notes = " ".join([*self.session.notes, *(problem.message for problem in problems)])
        if choices is None:
            self._resume(None)
            return
        self._unfinished = choices
        self.view.mode = Mode.RESUMING
        self.view.message = "A choice that was not saved was kept. Continue with it?"

    def _bindings(self) -> KeyBindings:
        bindings = KeyBindings()
        for mode, keys in self._keys().items():
            here = self._in(mode)
            for key, action in keys.items():
                bindings.add(key, filter=here, eager=True)(_handler(action))
        bindings.add("c-c", eager=True)(_handler(self._interrupt))
        bindings.add("<sigint>", eager=True)(_handler(self._interrupt))
        bindings.add("c-z")(lambda event: event.app.suspend_to_background())
        return bindings

    def _in(self, mode: Mode) -> Condition:
        return Condition(lambda: self.view.mode is mode)

    def _keys(self) -> dict[Mode, dict[str, Callable[[], object]]]:
        """Return what each key does in each mode; a key without an entry does nothing."""
        choosing = self._choosing_keys()
        moving = _arrows(self.view.move)
        return {
            Mode.LIST: {**moving, **choosing, **self._list_keys()},
            Mode.FILTER: {"up": moving["up"], "down": moving["down"], "enter": self._back, "escape": self._unfilter},
            Mode.REASON: {"enter": self._take_reason, "escape": self._back},
            Mode.PROVISIONS: {
                **_arrows(self._move_provision),
                **dict.fromkeys(("escape", "enter", "p", "q"), self._back),
                " ": self._raise,
                "d": lambda: self._change(raising(self.session.choices, None)),
            },
            Mode.EXPLANATION: {
                **_arrows(self._scroll),
                **choosing,
                **dict.fromkeys(("escape", "enter", "?", "q"), self._back),
            },
            Mode.LEAVING: {"s": self._save_and_leave, "k": self._leave, "d": self._discard, "escape": self._back},
            Mode.RESUMING: {"c": lambda: self._resume(self._unfinished), "n": lambda: self._resume(None)},
        }

    def _choosing_keys(self) -> dict[str, Callable[[], object]]:
        return {
            " ": lambda: self._put(lambda choices, incident: toggled(choices, [incident])),
            "b": lambda: self._put(lambda choices, incident: turned(choices, incident, Role.BACKGROUND)),
            "x": lambda: self._put(lambda choices, incident: put(choices, [incident], Role.LEFT_OUT)),
        }

    def _list_keys(self) -> dict[str, Callable[[], object]]:
        return {
            "u": self._undo,
            "r": self._edit_reason,
            "/": lambda: self._enter(Mode.FILTER),
            "p": lambda: self._enter(Mode.PROVISIONS),
            "?": self._explain,
            "enter": self._explain,
            "escape": self._unfilter,
            "s": self._save,
            "q": self._quit,
        }

    def _enter(self, mode: Mode) -> None:
        self.view.mode, self.view.message = mode, ""
        self.panes.focus()

    def _back(self) -> None:
        self._enter(Mode.LIST)

    def _filtered(self, text: str) -> None:
        self.view.filter = text

    def _unfilter(self) -> None:
        self.filter.text = ""
        self._back()

    def _put(self, change: Callable[[Choices, str], Choices]) -> None:
        """Change the role of the highlighted incident; where the filter then hides it, the next is highlighted."""
        row = self.view.row()
        if row is None:
            return
        place = self.view.visible().index(row)
        self._change(change(self.session.choices, row.incident))
        rows = self.view.visible()
        if self.view.mode is Mode.LIST and row not in rows and rows:
            row = rows[min(place, len(rows) - 1)]
        self.view.cursor = row.incident
        if self.view.mode is Mode.EXPLANATION:
            self.view.explain()

    def _change(self, choices: Choices) -> None:
        self.session.change(choices)
        self._changed()

    def _changed(self) -> None:
        """Show what has changed: at once where it costs nothing, else when the keys have come to rest."""
        self.view.message = self.session.not_kept or ""
        if self.session.is_known(self.session.choices):
            self.view.preview, self.view.pending = self.session.now, False
        else:
            self.view.pending = True
            self.application.create_background_task(self._preview(self.session.choices))

    async def _preview(self, choices: Choices) -> None:
        await asyncio.sleep(_PAUSE)
        if choices is not self.session.choices:
            return
        preview = await asyncio.get_running_loop().run_in_executor(None, self.session.preview, choices)
        if choices is self.session.choices:
            self.view.preview, self.view.pending = preview, False
            self.application.invalidate()

    def _undo(self) -> None:
        undone = self.session.undo()
        self._changed()
        if not undone:
            self.view.message = "There is nothing to take back."

    def _edit_reason(self) -> None:
        row = self.view.row()
        if row is not None:
            self.view.cursor = row.incident
            self.reason.set_document(Document(self.session.reason(row.incident)[0]))
            self._enter(Mode.REASON)

    def _take_reason(self) -> None:
        typed = self.reason.text.strip()
        try:
            reason = clean_reason(typed) if typed and typed != self.session.suggestion(self.view.cursor) else None
        except ValueError as mistake:
            self.view.message = f"{str(mistake)[:1].upper()}{str(mistake)[1:]}."
            return
        self._back()
        self._change(with_reasons(self.session.choices, {self.view.cursor: reason}))

    def _explain(self) -> None:
        self.view.explain()
        self.panes.focus()

    def _scroll(self, lines: int) -> None:
        self.view.scroll += lines

    def _move_provision(self, steps: int) -> None:
        self.view.provision = min(max(self.view.provision + steps, 0), len(self.view.preview.provisions) - 1)

    def _raise(self) -> None:
        meant = self.view.preview.provisions[self.view.provision].provision
        raised = [line.provision for line in self.session.now.provisions if line.raised != (line.provision == meant)]
        self._change(raising(self.session.choices, raised))

    def _save(self) -> bool:
        try:
            path = self.session.save()
        except Refused as refusal:
            told = [f"{problem.message} ({problem.hint})" for problem in refusal.problems]
            self.view.message = f"Not saved: {'; '.join(told)}."
            return False
        except OSError as trouble:
            self.view.message = f"Not saved: {trouble.filename or 'the file'}: {trouble.strerror or trouble}."
            return False
        suggested = sum(self.session.reason(row.incident)[1] for row in self.session.rows)
        own = "" if not suggested else f" {suggested} of {len(self.session.rows)} reasons are as suggested."
        self.view.message = f"Saved selections/{path.name}: {counts(self.session)}.{own}"
        return True

    def _quit(self) -> None:
        if not self.session.changed:
            self._leave()
            return
        self._enter(Mode.LEAVING)
        self.view.message = "There are unsaved changes."

    def _leave(self) -> None:
        self.application.exit()

    def _save_and_leave(self) -> None:
        if self._save():
            self._leave()
        else:
            self.view.mode = Mode.LIST

    def _discard(self) -> None:
        self.session.change(self.session.saved)
        self._leave()

    def _resume(self, choices: Choices | None) -> None:
        self._back()
        if choices is not None:
            self.session.resume(choices)
        self._begin()
        self._changed()
        self.view.message = self._notes

    def _interrupt(self) -> None:
        self.application.exit(exception=KeyboardInterrupt)


def _arrows(move: Callable[[int], None]) -> dict[str, Callable[[], object]]:
    """Return the keys that move by a line, by a page, to the ends."""
    return {
        "up": lambda: move(-1),
        "down": lambda: move(1),
        "pageup": lambda: move(-_PAGE),
        "pagedown": lambda: move(_PAGE),
        "home": lambda: move(-_MANY),
        "end": lambda: move(_MANY),
    }


def _handler(action: Callable[[], object]) -> Callable[[KeyPressEvent], None]:
    def handle(_event: KeyPressEvent) -> None:
        action()

    return handle
