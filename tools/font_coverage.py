"""Which characters the free faces have that letters are read in without Times New Roman and Arial: Liberation Serif and Sans.

Usage: python tools/font_coverage.py FOLDER > tests/fonts/liberation.txt   (needs fontTools; FOLDER holds the .ttf files)

Written are the ranges of code points that every one of the eight faces has, with the version that their name tables give.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-not-found, unused-ignore]

FAMILIES = ("LiberationSerif", "LiberationSans")
STYLES = ("Regular", "Bold", "Italic", "BoldItalic")


def main(folder: Path) -> None:
    """Print the ranges for the faces in a folder."""
    fonts = [TTFont(folder / f"{family}-{style}.ttf") for family in FAMILIES for style in STYLES]
    versions = sorted({str(font["name"].getDebugName(5)) for font in fonts})
    print(f"# Liberation Serif and Sans, {', '.join(versions)}: what all eight faces have. tools/font_coverage.py")
    for first, last in ranges(sorted(set.intersection(*(set(font.getBestCmap()) for font in fonts)))):
        print(f"{first:04X}" if first == last else f"{first:04X}-{last:04X}")


def ranges(points: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of numbers that follow one another."""
    first = last = None
    for point in points:
        if last is not None and point == last + 1:
            last = point
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = point
    if first is not None and last is not None:
        yield first, last


if __name__ == "__main__":
    main(Path(sys.argv[1]))
