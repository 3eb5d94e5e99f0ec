"""CELEX numbers: whether one is written as EUR-Lex writes them, and the number of the act behind a consolidated text.

EUR-Lex ("CELEX number of EUR-Lex documents", its help pages) composes them of a sector (0 to 9, C or E), a year of four
digits, one or two letters for the type of document, and a number, usually of four digits; a corrigendum adds `R(01)`, and
a consolidated text, sector 0, the day of the version. Treaties have other endings, such as `12012P/TXT`.
"""

from __future__ import annotations

import re
from datetime import date

CONSOLIDATED = "0"
_TREATY = r"1(?P<treaty_year>\d{4})[A-Z]{1,2}(?:/[A-Z0-9]+|\d{2,4})(?:/[A-Z0-9]+)?"
_ACT = r"[2-9CE](?P<year>\d{4})[A-Z]{1,2}\d{2,4}(?:\(\d{2}\))*(?:R\(\d{2}\))?"
_NUMBER = r"[A-Z]{1,2}(?:\d{4}(?:\(\d{2}\))?|/[A-Z]+)"
_CONSOLIDATED = rf"0(?P<act_year>\d{{4}}){_NUMBER}(?:-(?P<day>\d{{8}}))?"
_FORMS = tuple(re.compile(form) for form in (_TREATY, _ACT, _CONSOLIDATED))
_BASE = re.compile(rf"0?(\d{{4}}{_NUMBER})(?:-\d{{8}})?")
_TREATIES, _AGREEMENTS, _LEGISLATION = "1", "2", "3"
_FIRST_YEAR, _LAST_YEAR = 1950, 2100


def is_celex(number: str) -> bool:
    """Tell whether a number has the form of a CELEX number; whether such a document exists is not looked at."""
    found = next((match for form in _FORMS if (match := form.fullmatch(number))), None)
    if found is None:
        return False
    parts = found.groupdict()
    year = next(int(value) for name, value in parts.items() if name.endswith("year"))
    return _FIRST_YEAR <= year <= _LAST_YEAR and (not parts.get("day") or _day(parts["day"]) is not None)


def act_of_consolidated(number: str) -> str | None:
    """Return the number of the act that a consolidated text is of: 32009L0101 for `02009L0101-20130701`, else None.

    Pages of EUR-Lex write the number with its leading 0 or, in older ones, without it.
    """
    match = _BASE.fullmatch(number)
    if match is None:
        return None
    sector = _TREATIES if "/" in number else _AGREEMENTS if match[1][4:5] == "A" else _LEGISLATION
    return f"{sector}{match[1]}"


def version_day(number: str) -> date | None:
    """Return the day of the version that stands at the end of the number of a consolidated text, or None."""
    return _day(number.rpartition("-")[2]) if number.startswith(CONSOLIDATED) and "-" in number else None


def consolidated_number(act: str, day: date) -> str:
    """Return the number of the consolidated text of an act on a day."""
    return f"0{act[1:]}-{day:%Y%m%d}"


def _day(digits: str) -> date | None:
    try:
        return date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    except ValueError:
        return None
