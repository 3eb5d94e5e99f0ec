"""Which key does what in which mode of the full screen; a key without an entry does nothing."""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from complaintkit.cli.select_panes import Mode
from complaintkit.cli.select_screen import Screen
from complaintkit.selecting.choices import Role, put, raising, toggled, turned

_PAGE = 8
_MANY = 1_000_000
Keys = dict[str, Callable[[], object]]


def bindings(screen: Screen) -> KeyBindings:
    """Return the keys of a screen: those of its mode, and those that leave it in any mode."""
    bound = KeyBindings()
    for mode, keys in _keys(screen).items():
        for key, action in keys.items():
            bound.add(key, filter=_in(screen, mode), eager=True)(_handler(action))
    for key in ("c-c", "<sigint>"):
        bound.add(key, eager=True)(_handler(screen.interrupt))
    bound.add("c-z")(lambda event: event.app.suspend_to_background())
    return bound


def _in(screen: Screen, mode: Mode) -> Condition:
    return Condition(lambda: screen.view.mode is mode)


def _handler(action: Callable[[], object]) -> Callable[[KeyPressEvent], None]:
    def handle(_event: KeyPressEvent) -> None:
        action()

    return handle


def _keys(screen: Screen) -> dict[Mode, Keys]:
    moving, choosing = _arrows(screen.view.move), _choosing(screen)
    return {
        Mode.LIST: {**moving, **choosing, **_listing(screen)},
        Mode.FILTER: {"up": moving["up"], "down": moving["down"], "enter": screen.back, "escape": screen.unfilter},
        Mode.REASON: {"enter": screen.take_reason, "escape": screen.back},
        Mode.PROVISIONS: {
            **_arrows(screen.move_provision),
            **dict.fromkeys(("escape", "enter", "p", "q"), screen.back),
            " ": screen.raise_or_not,
            "d": lambda: screen.change(raising(screen.session.choices, None)),
        },
        Mode.EXPLANATION: {
            **_arrows(screen.scroll),
            **choosing,
            **dict.fromkeys(("escape", "enter", "?", "q"), screen.back),
        },
        Mode.LEAVING: {"s": screen.save_and_leave, "k": screen.leave, "d": screen.discard, "escape": screen.back},
        Mode.RESUMING: {"c": lambda: screen.resume(screen.unfinished), "n": lambda: screen.resume(None)},
    }


def _choosing(screen: Screen) -> Keys:
    return {
        " ": lambda: screen.put(lambda choices, incident: toggled(choices, [incident])),
        "b": lambda: screen.put(lambda choices, incident: turned(choices, incident, Role.BACKGROUND)),
        "x": lambda: screen.put(lambda choices, incident: put(choices, [incident], Role.LEFT_OUT)),
    }


def _listing(screen: Screen) -> Keys:
    return {
        "u": screen.undo,
        "r": screen.edit_reason,
        "/": lambda: screen.enter(Mode.FILTER),
        "p": lambda: screen.enter(Mode.PROVISIONS),
        "?": screen.explain,
        "enter": screen.explain,
        "escape": screen.unfilter,
        "s": screen.save,
        "q": screen.quit,
    }


def _arrows(move: Callable[[int], None]) -> Keys:
    """Return the keys that move by a line, by a page, to the ends."""
    return {
        "up": lambda: move(-1),
        "down": lambda: move(1),
        "pageup": lambda: move(-_PAGE),
        "pagedown": lambda: move(_PAGE),
        "home": lambda: move(-_MANY),
        "end": lambda: move(_MANY),
    }
