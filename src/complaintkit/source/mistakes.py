"""What PyYAML says about broken YAML, said again in plain words with what to do about it."""

from __future__ import annotations

import yaml

from complaintkit.problems import Problem, error

_QUOTES = "put the whole text in quotes"
_INDENT = "look at the indentation: keys that belong together start in the same column, and with spaces"

_EXPLANATIONS: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a second colon stands in an unquoted text, or a line is indented too far",
     "put the text in quotes, write it below `|`, or look at the indentation"),
    ("found unexpected end of stream", "a quoted text does not end", "close the quotes"),
    ("did not find expected key", "this line does not belong to what stands above it",
     f"{_INDENT}; a quote inside a quoted text is typed twice"),
    ("did not find expected '-' indicator", "an item of a list starts with `- `; this line does not", _INDENT),
    ("block sequence entries are not allowed", "a list cannot start behind its key",
     "put `- ` on the next line, or write [a, b]"),
    ("did not find expected ',' or ']'", "a list in square brackets does not end, or lacks a comma", "close it with ]"),
    ("did not find expected ',' or '}'", "a mapping in braces does not end, or lacks a comma", "close it with }"),
    ("could not find expected ':'", "this line is no `key: value`, and no text is open that it could go on",
     "indent it if it goes on with the text above, else give it a key"),
    ("did not find expected <document start>", "this line stands further left than the file began, or after its end",
     _INDENT),
    ("did not find expected node content", "a value is missing here, or a bracket stands alone", _QUOTES),
    ("expected alphabetic or numeric character", "`*` and `&` cannot begin an unquoted text", _QUOTES),
    ("found undefined alias", "`*` cannot begin an unquoted text", _QUOTES),
    ("found unknown escape character", "a backslash in double quotes starts an escape, and this is none",
     "use single quotes, or type the backslash twice"),
    ("invalid Unicode character escape", "this escape stands for half of a character (a surrogate) or for none",
     "type the character itself"),
    ("found unknown directive", "`%` cannot begin a line", _QUOTES),
    ("expected comment or line break", "only a line break may follow `|` or `>`", "start the text on the next line"),
)  # fmt: skip


def explain(trouble: yaml.MarkedYAMLError, text: str, shown: str) -> Problem:
    """Return a YAML error as a problem at its place, in plain words."""
    mark = trouble.problem_mark or trouble.context_mark
    place = (mark.line + 1, mark.column + 1) if mark else None
    if trouble.problem == "but found another document":
        message = "a second document starts here; each file holds one"
        return error(shown, "CK108", message, "take out the line `---` or `...`, or make two files of it", at=place)
    message, hint = _words(trouble, text)
    opened = trouble.context_mark
    if opened and place and opened.line + 1 != place[0]:
        message += f" (it began on line {opened.line + 1})"
    return error(shown, "CK104", message, hint, at=place)


def _words(trouble: yaml.MarkedYAMLError, text: str) -> tuple[str, str]:
    said = trouble.problem or ""
    if "cannot start any token" in said:
        return _character(trouble, text)
    for beginning, message, hint in _EXPLANATIONS:
        if beginning in said:
            return message, hint
    return f"the YAML cannot be understood here: {said}", _INDENT


def _character(trouble: yaml.MarkedYAMLError, text: str) -> tuple[str, str]:
    mark = trouble.problem_mark
    lines = text.splitlines()
    character = lines[mark.line][mark.column] if mark and mark.line < len(lines) else ""
    if character == "\t":
        return "a tab stands where YAML wants spaces", "indent with spaces"
    return f"`{character}` cannot begin an unquoted text", _QUOTES
