"""Preparing letters in several languages on two processors at once, where the system has them.

Nearly all the time of many letters goes into composing them, filling templates and looking through what came out, and a
language needs nothing of the others. A second process does half of them; what it cannot give, the first one makes itself.
What comes out is the same either way.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")
_WRITERS = 4
_FEWEST = 4  # below that a second process costs more than it saves


def made_ahead(items: Sequence[Item], make: Callable[[Item], Made]) -> dict[int, Made]:
    """Return what `make` gives for the items, by their place; some or all of them, none where it raises for one.

    `make` depends on nothing but its item and what was there before, and changes nothing.
    """
    if len(items) < _FEWEST or not _possible():
        return {}
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _work(reading, writing, items, make)
    os.close(writing)
    first = {at: made for at in range(0, len(items), 2) if (made := _made(items[at], make)) is not None}
    with os.fdopen(reading, "rb") as answer:
        data = answer.read()
    _, status = os.waitpid(child, 0)
    return first | (pickle.loads(data) if status == 0 and data else {})  # noqa: S301 - from our own child


def together(do: Callable[[Item], Made], items: Sequence[Item]) -> list[Made]:
    """Return what `do` gives for each item, in their order; several wait for the disk at once.

    What is raised for an item is raised here, the first in their order; the others are done all the same.
    """
    if len(items) < _FEWEST:
        return [do(item) for item in items]
    found: dict[int, Made] = {}
    raised: dict[int, BaseException] = {}
    waiting = iter(tuple(enumerate(items)))  # each is taken once, whoever takes it

    def work() -> None:
        for at, item in waiting:
            try:
                found[at] = do(item)
            except BaseException as trouble:  # noqa: BLE001 - raised below
                raised[at] = trouble

    workers = [threading.Thread(target=work) for _ in range(_WRITERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    for at in sorted(raised):
        raise raised[at]
    return [found[at] for at in range(len(items))]


def _possible() -> bool:
    """Tell whether a second process costs little: on Linux, with two processors, while no thread runs in this one."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


def _work(reading: int, writing: int, items: Sequence[Item], make: Callable[[Item], Made]) -> None:
    """Make every second item, send them, and end without anything that the first process is to do."""
    code = 1
    try:
        os.close(reading)
        made = {at: one for at in range(1, len(items), 2) if (one := _made(items[at], make)) is not None}
        with os.fdopen(writing, "wb") as answer:
            pickle.dump(made, answer, protocol=pickle.HIGHEST_PROTOCOL)
        code = 0
    finally:
        os._exit(code)


def _made(item: Item, make: Callable[[Item], Made]) -> Made | None:
    """Return what is made of an item; where that fails, nothing: whoever needs it makes it again and hears why."""
    try:
        return make(item)
    except Exception:  # noqa: BLE001 - told when the letter itself is made
        return None
