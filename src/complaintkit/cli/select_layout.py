"""Where the panes of the full screen stand, and what is shown in which mode."""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.application import get_app
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import ConditionalContainer, Container, HSplit, Layout, VSplit, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
from prompt_toolkit.styles import Style

from complaintkit.cli import select_panes
from complaintkit.cli.select_panes import Mode, View

STYLE = Style.from_dict(
    {"title": "reverse bold", "heading": "bold underline", "present": "reverse", "chosen": "bold", "message": "bold"}
)
_FULL = {Mode.PROVISIONS, Mode.EXPLANATION}
_LOW, _HIGH, _TALL = 6, 10, 34
_AROUND_TEXT = 5


class Panes:
    """The windows of the screen; the cursor of the terminal follows what is highlighted, so that readers can follow."""

    def __init__(self, view: View, filtering: Buffer, reason: Buffer) -> None:
        self._view = view
        self._list = self._window(select_panes.rows, cursor=self._row)
        self._provisions = self._window(select_panes.all_provisions, cursor=self._provision)
        self._told = self._window(lambda view, width: select_panes.told(view, width, self._room()), cursor=_top)
        self._filter = Window(BufferControl(filtering), height=1)
        self._reason = Window(BufferControl(reason), height=1)
        self.layout = Layout(self._whole(), focused_element=self._list)

    def focus(self) -> None:
        """Put the terminal's cursor where the keys work in the present mode."""
        windows = {
            Mode.FILTER: self._filter,
            Mode.REASON: self._reason,
            Mode.PROVISIONS: self._provisions,
            Mode.EXPLANATION: self._told,
        }
        self.layout.focus(windows.get(self._view.mode, self._list))

    def _whole(self) -> Container:
        return HSplit(
            [
                self._window(select_panes.title, height=1),
                self._if(lambda mode: mode not in _FULL, self._choosing()),
                self._if(lambda mode: mode is Mode.PROVISIONS, self._provisions),
                self._if(lambda mode: mode is Mode.EXPLANATION, self._told),
                self._if(lambda mode: mode is Mode.FILTER, _labelled(" Filter: ", self._filter)),
                self._if(lambda mode: mode is Mode.REASON, _labelled(" Reason: ", self._reason)),
                self._window(select_panes.message, height=lambda: select_panes.message_height(self._view, _width())),
                self._window(select_panes.keys, height=1),
            ]
        )

    def _choosing(self) -> Container:
        left = FormattedTextControl(lambda: select_panes.provisions(self._view, _half(), _height()))
        right = FormattedTextControl(lambda: select_panes.claims(self._view, _width() - _half() - 1, _height()))
        effects = VSplit([Window(left, width=_half), Window(width=1, char="│"), Window(right)], height=_height)
        return HSplit(
            [
                self._window(select_panes.headings, height=1),
                self._list,
                self._window(select_panes.detail, height=4),
                effects,
            ]
        )

    def _window(
        self,
        pane: Callable[[View, int], StyleAndTextTuples],
        *,
        height: int | Callable[[], int] | None = None,
        cursor: Callable[[], Point] | None = None,
    ) -> Window:
        control = FormattedTextControl(
            lambda: pane(self._view, _width()), focusable=cursor is not None, get_cursor_position=cursor
        )
        return Window(control, height=height)

    def _if(self, wanted: Callable[[Mode], bool], container: Container) -> Container:
        return ConditionalContainer(container, Condition(lambda: wanted(self._view.mode)))

    def _row(self) -> Point:
        row, shown = self._view.row(), self._view.visible()
        return Point(0, shown.index(row) if row else 0)

    def _provision(self) -> Point:
        return Point(0, 1 + 2 * self._view.provision)

    def _room(self) -> int:
        return max(1, get_app().output.get_size().rows - _AROUND_TEXT)


def _labelled(label: str, window: Window) -> Container:
    return VSplit([Window(FormattedTextControl(label), width=len(label), height=1), window])


def _top() -> Point:
    return Point(0, 0)


def _width() -> int:
    return get_app().output.get_size().columns


def _half() -> int:
    return _width() // 2


def _height() -> int:
    return _HIGH if get_app().output.get_size().rows >= _TALL else _LOW
