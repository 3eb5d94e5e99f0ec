"""The full screen of `select`: its state, and what each key does to it. Built on prompt_toolkit."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.key_binding import KeyBindings

from complaintkit.cli.select_layout import STYLE, Panes
from complaintkit.cli.select_panes import Mode, View
from complaintkit.cli.select_words import counts
from complaintkit.problems import Refused
from complaintkit.selecting.around import raises_nothing
from complaintkit.selecting.choices import Choices, raising, with_reasons
from complaintkit.selecting.requests import clean_reason
from complaintkit.selecting.session import Session
from complaintkit.words import sentence_case

_PAUSE = 0.12
_ESCAPE = 0.05


class Screen:
    """The application. `begin` is called once it is settled from which choices to begin; `bound` gives it its keys."""

    def __init__(self, session: Session, begin: Callable[[], None], bound: Callable[[Screen], KeyBindings]) -> None:
        self.session = session
        self.view = View(session, session.now)
        self._begin = begin
        self.unfinished: Choices | None = None
        self._notes = ""
        self.filter = Buffer(multiline=False, on_text_changed=lambda buffer: self._filtered(buffer.text))
        self.reason = Buffer(multiline=False)
        self.panes = Panes(self.view, self.filter, self.reason)
        self.application: Application[None] = Application(
            layout=self.panes.layout,
            key_bindings=bound(self),
            style=STYLE,
            full_screen=True,
            mouse_support=False,
        )
        self.application.ttimeoutlen = self.application.timeoutlen = _ESCAPE

    def opened(self) -> None:
        """Begin, once the loop runs; a process that is asked to end does as for Ctrl-C."""
        with suppress(NotImplementedError, RuntimeError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self.interrupt)
        self._begun()

    def _begun(self) -> None:
        """Offer what an interrupted sitting left; else begin from what is stored."""
        choices, problems = self.session.unfinished()
        self._notes = " ".join([*self.session.notes, *(problem.message for problem in problems)])
        if choices is None:
            self.resume(None)
            return
        self.unfinished = choices
        self.view.mode = Mode.RESUMING
        self.view.message = "A choice that was not saved was kept. Continue with it?"

    def enter(self, mode: Mode) -> None:
        """Change what the keys do, and put the cursor there."""
        if mode is Mode.PROVISIONS and self.session.around:
            self.view.message = f"{sentence_case(raises_nothing('p', self.session.recipient).message)}."
            return
        self.view.mode, self.view.message = mode, ""
        self.panes.focus()

    def back(self) -> None:
        """Go back to the list."""
        self.enter(Mode.LIST)

    def _filtered(self, text: str) -> None:
        self.view.filter = text

    def unfilter(self) -> None:
        """List all incidents again."""
        self.filter.text = ""
        self.back()

    def put(self, change: Callable[[Choices, str], Choices]) -> None:
        """Change the role of the highlighted incident; where the filter then hides it, the next is highlighted."""
        row = self.view.row()
        if row is None:
            return
        place = self.view.visible().index(row)
        self.change(change(self.session.choices, row.incident))
        rows = self.view.visible()
        if self.view.mode is Mode.LIST and row not in rows and rows:
            row = rows[min(place, len(rows) - 1)]
        self.view.cursor = row.incident
        if self.view.mode is Mode.EXPLANATION:
            self.view.explain()

    def change(self, choices: Choices) -> None:
        """Take up choices and show what they do."""
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

    def undo(self) -> None:
        """Take back the last change."""
        undone = self.session.undo()
        self._changed()
        if not undone:
            self.view.message = "There is nothing to take back."

    def edit_reason(self) -> None:
        """Begin to type a reason for the highlighted incident."""
        row = self.view.row()
        if row is not None:
            self.view.cursor = row.incident
            self.reason.set_document(Document(self.session.reason(row.incident)[0]))
            self.enter(Mode.REASON)

    def take_reason(self) -> None:
        """Take the reason typed; none, or the suggested one, is the suggestion."""
        typed = self.reason.text.strip()
        try:
            reason = clean_reason(typed) if typed and typed != self.session.suggestion(self.view.cursor) else None
        except ValueError as mistake:
            self.view.message = f"{sentence_case(str(mistake))}."
            return
        self.back()
        self.change(with_reasons(self.session.choices, {self.view.cursor: reason}))

    def explain(self) -> None:
        """Show why the rules say what they say of the highlighted incident."""
        self.view.explain()
        self.panes.focus()

    def scroll(self, lines: int) -> None:
        """Scroll the explanation."""
        self.view.scroll += lines

    def move_provision(self, steps: int) -> None:
        """Highlight another provision."""
        self.view.provision = min(max(self.view.provision + steps, 0), len(self.view.preview.provisions) - 1)

    def raise_or_not(self) -> None:
        """Raise the highlighted provision, or do not."""
        meant = self.view.preview.provisions[self.view.provision].provision
        raised = [line.provision for line in self.session.now.provisions if line.raised != (line.provision == meant)]
        self.change(raising(self.session.choices, raised))

    def save(self) -> bool:
        """Write the selection; False, with a message, where it cannot be."""
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

    def quit(self) -> None:
        """Leave, after a question where something is not saved."""
        if not self.session.changed:
            self.leave()
            return
        self.enter(Mode.LEAVING)
        self.view.message = "There are unsaved changes."

    def leave(self) -> None:
        """Leave as it is."""
        self.application.exit()

    def save_and_leave(self) -> None:
        """Leave if the selection can be written."""
        if self.save():
            self.leave()
        else:
            self.view.mode = Mode.LIST

    def discard(self) -> None:
        """Leave with what was saved last."""
        self.session.change(self.session.saved)
        self.leave()

    def resume(self, choices: Choices | None) -> None:
        """Begin from an unfinished choice, or from what is stored."""
        self.back()
        if choices is not None:
            self.session.resume(choices)
        self._begin()
        self._changed()
        self.view.message = self._notes

    def interrupt(self) -> None:
        """Leave as for Ctrl-C: nothing is saved, the choice is kept."""
        if not self.application.is_done:
            self.application.exit(exception=KeyboardInterrupt)
