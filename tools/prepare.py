"""Make the shipped rules, templates and languages ready for quick loading: `python tools/prepare.py`, after every change.

Nothing is wrong without it: what was changed since is read in full, only more slowly. Tests say when to run it.
"""

from __future__ import annotations

import sys

from complaintkit.documents import prepared as templates
from complaintkit.documents.compiled import compile_template
from complaintkit.languages import files
from complaintkit.languages import held as languages
from complaintkit.languages.building import build, described_languages
from complaintkit.law import prepared as rules
from complaintkit.law import translations
from complaintkit.law.linting import lint_rules
from complaintkit.letters.speaking import letter_shape
from complaintkit.locations import shipped
from complaintkit.problems import Refused


def main() -> None:
    """Write what the rooms `law`, `documents` and `languages` read; what has a problem is not made ready."""
    rules.FILE.write_text(prepared_rules(), encoding="utf-8", newline="\n")
    templates.FILE.write_text(prepared_templates(), encoding="utf-8", newline="\n")
    translations.PREPARED.mkdir(exist_ok=True)
    for path in sorted((shipped("regulations") / "translations").glob("*.po")):
        text = translations.prepared_translations(path.read_bytes())
        (translations.PREPARED / f"{path.stem}.json").write_text(text, encoding="utf-8", newline="\n")
    files.PREPARED.mkdir(exist_ok=True)
    for language in described_languages():
        text = languages.as_json(build(language))
        (files.PREPARED / f"{language}.json").write_text(text, encoding="utf-8", newline="\n")


def prepared_rules() -> str:
    """Return the shipped rules as `law.prepared` keeps them; raises Refused for any problem at all, even a warning."""
    law, problems = lint_rules(shipped("regulations"))
    if law is None or problems:
        raise Refused(problems)
    return rules.as_json(law)


def prepared_templates() -> str:
    """Return the shipped templates as `documents.prepared` keeps them; raises Refused where one has a mistake."""
    files = [path.read_bytes() for path in sorted(shipped("templates").glob("*.docx"))]
    return templates.as_json((data, compile_template(data, "template", letter_shape())) for data in files)


if __name__ == "__main__":
    sys.exit(main())
