"""Reading a rules folder: whole or not at all, every mistake a problem with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from complaintkit.law.building import text_of
from complaintkit.law.checks_wordings import digest_of
from complaintkit.law.linting import lint_rules, untranslated
from complaintkit.law.loading import load_law, read_rules
from complaintkit.law.rules_files import TextEntry
from complaintkit.law.translations import translated_rules
from complaintkit.problems import Problem

WORDING = "An official shall refrain from any action or behaviour which might reflect adversely upon his position."

FILES = {
    "acts.yaml": """
        acts:
          - {id: sr, celex: 31962R0031, titles: {en: Staff Regulations}}
        """,
    "authorities.yaml": """
        authorities:
          - {id: teixeira, case: T-259/97, parties: A v B, date: 2000-09-12, level: headnote, holds: Insult is a breach.}
        """,
    "questions.yaml": """
        questions:
          - {id: outsiders-present, text: Were outsiders present?, help: Anybody., example: A list., answer: yes-no}
          - id: manner
            text: In which manner?
            help: Judge the words.
            example: A recording.
            answer: choice
            choices: [insulting, neutral]
        """,
    "wordings/sr.en.yaml": f"""
        celex: 31962R0031
        version: consolidated
        language: en
        status: official
        confirmed: transcribed
        wordings:
          - provision: "12"
            from: 2004-05-01
            digest: "{digest_of(WORDING)}"
            text: {WORDING}
        """,
    "criteria/article-12.yaml": """
        provision: "12"
        title: Dignity of the position
        criteria:
          - id: improper
            text: The official insulted somebody.
            decided_by: {fact: manner, is: insulting}
            basis: case
            authorities: [teixeira]
          - id: reflects
            text: It might reflect adversely.
            decided_by: {fact: outsiders-present, outcomes: {yes: met, no: not known}}
            basis: statute
        """,
}

Folder = Callable[..., Path]


@pytest.fixture
def rules(tmp_path: Path) -> Folder:
    """Return a maker of small rules folders: files by name, with `replace={file: (old, new)}` for one change in each."""

    def make(*, replace: dict[str, tuple[str, str]] | None = None) -> Path:
        folder = tmp_path / "regulations"
        for name, text in FILES.items():
            content = dedent(text).lstrip()
            if replace and name in replace:
                old, new = replace[name]
                assert old in content
                content = content.replace(old, new)
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return folder

    return make


def only(folder: Path) -> Problem:
    """Return the one problem that a folder has; with it, there is no law."""
    law, problems = load_law(folder)
    assert law is None
    assert len(problems) == 1, [problem.as_line() for problem in problems]
    return problems[0]


def test_a_sound_folder_is_read_whole(rules: Folder) -> None:
    law, problems = load_law(rules())
    assert problems == ()
    assert law is not None
    assert [criterion.id for criterion in law.provisions[0].criteria] == ["12.improper", "12.reflects"]
    assert law.provisions[0].met_when.parts == ("12.improper", "12.reflects")
    assert law.wordings[0].text == WORDING


def test_the_digest_follows_every_file_and_its_name(rules: Folder) -> None:
    folder = rules()
    before = load_law(folder)[0]
    again = load_law(folder)[0]
    rules(replace={"questions.yaml": ("In which manner?", "How?")})
    changed = load_law(folder)[0]
    assert before is not None
    assert again is not None
    assert changed is not None
    assert before.digest == again.digest != changed.digest


def test_an_unknown_question_is_named_with_its_place_and_the_one_meant(rules: Folder) -> None:
    problem = only(rules(replace={"criteria/article-12.yaml": ("fact: manner", "fact: maner")}))
    assert problem.code == "CK303"
    assert (problem.file, problem.line) == ("regulations/criteria/article-12.yaml", 6)
    assert "`maner`" in problem.message
    assert problem.hint == "did you mean `manner`?"


def test_an_answer_that_the_question_does_not_have(rules: Folder) -> None:
    problem = only(rules(replace={"criteria/article-12.yaml": ("is: insulting", "is: insulted")}))
    assert problem.code == "CK304"
    assert problem.hint == "did you mean `insulting`?"


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ("{unknown: Nobody can say.}", "asks no question"),
        ("{fact: manner, outcomes: {insulting: met, neutral: met}}", "same outcome"),
        ("{fact: manner, outcomes: {insulting: not met}}", "same outcome"),
        ("{any: []}", "at least one condition"),
    ],
)
def test_a_condition_that_decides_nothing_is_refused(rules: Folder, condition: str, why: str) -> None:
    change = ("{fact: manner, is: insulting}", condition)
    law, problems = load_law(rules(replace={"criteria/article-12.yaml": change}))
    assert law is None
    found = next(problem for problem in problems if why in problem.message)
    assert (found.file, found.line) == ("regulations/criteria/article-12.yaml", 6)


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ("{all: [{fact: manner, is: neutral}, {not: {fact: manner, is: neutral}}]}", "contradicts itself"),
        ("{any: [{fact: manner, is: neutral}, {not: {fact: manner, is: neutral}}]}", "whatever is answered, it is met"),
        ("{all: [{fact: manner, is: neutral}, {fact: manner, is: insulting}]}", "contradicts itself"),
        ("{fact: manner, in: [insulting, neutral]}", "whatever is answered, it is met"),
    ],
)
def test_lint_finds_by_trying_every_answer_what_can_never_be_decided(rules: Folder, condition: str, why: str) -> None:
    change = ("{fact: manner, is: insulting}", condition)
    _, problems = lint_rules(rules(replace={"criteria/article-12.yaml": change}))
    found = next(problem for problem in problems if problem.code == "CK306")
    assert why in found.message
    assert (found.severity, found.file, found.line) == ("error", "regulations/criteria/article-12.yaml", 6)


def test_one_that_is_never_plainly_met_is_no_mistake(rules: Folder) -> None:
    change = ("{fact: manner, is: insulting}", "{all: [{fact: manner, is: insulting}, {unknown: It depends.}]}")
    law, problems = lint_rules(rules(replace={"criteria/article-12.yaml": change}))
    assert problems == ()
    assert law is not None


def test_a_wording_changed_by_a_slip_is_found(rules: Folder) -> None:
    problem = only(rules(replace={"wordings/sr.en.yaml": ("adversely upon his", "adversly upon his")}))
    assert problem.code == "CK310"
    assert problem.line == 9
    assert "it was changed" in problem.message
    assert problem.hint is not None
    assert "digest:" in problem.hint


def test_criteria_of_a_provision_without_wording(rules: Folder) -> None:
    problem = only(rules(replace={"criteria/article-12.yaml": ('provision: "12"', 'provision: "19"')}))
    assert problem.code == "CK309"
    assert "no official English wording of 19" in problem.message


@pytest.mark.parametrize(
    ("name", "said"), [("teixera", "did you mean `teixeira`?"), ("'unread: T-748/16 QH'", "take it out")]
)
def test_an_authority_without_entry_is_not_cited(rules: Folder, name: str, said: str) -> None:
    change = ("authorities: [teixeira]", f"authorities: [{name}]")
    problem = only(rules(replace={"criteria/article-12.yaml": change}))
    assert problem.code == "CK311"
    assert problem.line == 8
    assert problem.hint is not None
    assert said in problem.hint


def test_case_law_without_a_case_is_no_basis(rules: Folder) -> None:
    problem = only(rules(replace={"criteria/article-12.yaml": ("    authorities: [teixeira]\n", "")}))
    assert problem.code == "CK311"
    assert "rests on case law" in problem.message


def test_a_question_that_nobody_uses(rules: Folder) -> None:
    addition = "questions:\n  - {id: idle, text: Idle?, help: None., example: None., answer: yes-no}"
    problem = only(rules(replace={"questions.yaml": ("questions:", addition)}))
    assert problem.code == "CK312"
    assert problem.line == 2


def test_a_question_for_liability_need_not_be_used(rules: Folder) -> None:
    entry = "{id: knew, text: Knew?, help: None., example: None., answer: yes-no, purpose: liability}"
    law, problems = load_law(rules(replace={"questions.yaml": ("questions:", f"questions:\n  - {entry}")}))
    assert problems == ()
    assert law is not None
    assert law.questions[0].purpose == "liability"


@pytest.mark.parametrize(
    ("follows", "code", "said"),
    [
        ("{question: outsiders-present, answers: [yes]}", None, ""),
        ("{question: outsider-present, answers: [yes]}", "CK303", "which is no question that is asked before it"),
        ("{question: manner, answers: [neutral]}", "CK303", "which is no question that is asked before it"),
        ("{question: outsiders-present, answers: [insulting]}", "CK304", "would never come up"),
    ],
)
def test_a_question_follows_one_that_stands_before_it(rules: Folder, follows: str, code: str | None, said: str) -> None:
    folder = rules(
        replace={"questions.yaml": ("    answer: choice\n", f"    answer: choice\n    follows: {follows}\n")}
    )
    if code is None:
        assert load_law(folder)[1] == ()
        return
    problem = only(folder)
    assert problem.code == code
    assert said in problem.message


def test_an_id_that_stands_twice(rules: Folder) -> None:
    problem = only(rules(replace={"criteria/article-12.yaml": ("id: reflects", "id: improper")}))
    assert problem.code == "CK302"
    assert "article-12.yaml, line 4" in problem.message


def test_a_criterion_left_out_of_the_combination_would_decide_nothing(rules: Folder) -> None:
    change = ("criteria:", "met_when: {all: [improper]}\ncriteria:")
    problem = only(rules(replace={"criteria/article-12.yaml": change}))
    assert problem.code == "CK307"
    assert "`reflects`" in problem.message


def test_the_combination_names_only_criteria_below(rules: Folder) -> None:
    change = ("criteria:", "met_when: {any: [improper, reflect, reflects]}\ncriteria:")
    problem = only(rules(replace={"criteria/article-12.yaml": change}))
    assert problem.code == "CK307"
    assert problem.hint == "did you mean `reflects`?"


def test_instead_names_a_provision_with_criteria(rules: Folder) -> None:
    problem = only(rules(replace={"criteria/article-12.yaml": ("criteria:", "instead: 12a(3)\ncriteria:")}))
    assert problem.code == "CK308"


def test_a_provision_is_written_by_its_id(rules: Folder) -> None:
    law, problems = load_law(rules(replace={"wordings/sr.en.yaml": ('provision: "12"', 'provision: "Article 12"')}))
    assert law is None
    assert {problem.code for problem in problems} == {"CK308", "CK309"}


def test_two_wordings_in_force_at_once(rules: Folder) -> None:
    folder = rules()
    path = folder / "wordings" / "sr.en.yaml"
    entry = f'  - provision: "12"\n    from: 2014-01-01\n    digest: "{digest_of(WORDING)}"\n    text: {WORDING}\n'
    path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")
    problem = only(folder)
    assert problem.code == "CK315"
    assert "line 7" in problem.message


def test_part_of_a_date_is_no_date(rules: Folder) -> None:
    law, problems = load_law(rules(replace={"wordings/sr.en.yaml": ("from: 2004-05-01", "from: 2004-05")}))
    assert law is None
    assert problems[0].line == 8
    assert "whole date" in problems[0].message


@pytest.mark.parametrize(("old", "new"), [('provision: "12"', 'provision: "21/1"'), ("from: 2004-05-01", "from: null")])
def test_a_working_translation_needs_the_english_of_its_time(rules: Folder, old: str, new: str) -> None:
    folder = rules()
    text = (folder / "wordings" / "sr.en.yaml").read_text(encoding="utf-8").replace("official", "working", 1)
    assert old in text
    text = text.replace("language: en", "language: fr").replace(old, new)
    (folder / "wordings" / "sr.fr.yaml").write_text(text, encoding="utf-8")
    assert only(folder).code == "CK314"


@pytest.mark.parametrize("name", ["criteria/article-17.yml", "notes.txt", "criterias/article-17.yaml", "question.yaml"])
def test_a_file_that_would_not_be_read_is_named(rules: Folder, name: str) -> None:
    folder = rules()
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("provision: 17(1)\n", encoding="utf-8")
    problem = only(folder)
    assert problem.code == "CK301"
    assert problem.file == f"regulations/{name}"


def test_an_unknown_key_and_a_missing_file_are_shown_together(rules: Folder) -> None:
    folder = rules(replace={"acts.yaml": ("celex:", "celx:")})
    (folder / "authorities.yaml").unlink()
    law, problems = load_law(folder)
    assert law is None
    assert {(problem.file.rpartition("/")[2], problem.code) for problem in problems} >= {
        ("authorities.yaml", "CK300"),
        ("acts.yaml", "CK120"),
    }


def test_a_folder_without_rules_is_told_once_and_not_searched(tmp_path: Path) -> None:
    (tmp_path / "holiday.yaml").write_text("a: b", encoding="utf-8")
    law, (problem,) = load_law(tmp_path)
    assert law is None
    assert problem.code == "CK300"
    assert "none of acts.yaml, authorities.yaml, questions.yaml" in problem.message


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    law, problems = load_law(tmp_path / "nowhere")
    assert law is None
    assert problems[0].code == "CK300"


def test_an_empty_folder_names_what_is_missing(tmp_path: Path) -> None:
    law, problems = load_law(tmp_path)
    assert law is None
    assert all(name in problems[0].message for name in ("acts.yaml", "authorities.yaml", "questions.yaml"))


@pytest.mark.parametrize("damage", [b"\xe9t\xe9: 1\n", b"acts: [\n", b"acts: &a []\n", b""])
def test_a_damaged_file_is_a_problem_and_never_a_wrong_answer(rules: Folder, damage: bytes) -> None:
    folder = rules()
    (folder / "acts.yaml").write_bytes(damage)
    law, problems = load_law(folder)
    assert law is None
    assert {problem.file for problem in problems} == {"regulations/acts.yaml"}


def test_a_file_of_50_mb_is_not_opened(rules: Folder) -> None:
    folder = rules()
    with (folder / "acts.yaml").open("r+b") as file:
        file.truncate(50_000_000)
    assert only(folder).code == "CK101"


def test_an_explanation_for_people_changes_nothing(rules: Folder) -> None:
    folder = rules()
    before = load_law(folder)[0]
    (folder / "README.md").write_text("# The rules\n", encoding="utf-8")
    after = load_law(folder)[0]
    assert before is not None
    assert after == before


def test_translations_that_lack_a_sentence_or_have_one_too_many(rules: Folder) -> None:
    folder = rules()
    (folder / "translations").mkdir()
    po = 'msgid ""\nmsgstr ""\n\nmsgid "The official insulted somebody."\nmsgstr "Il a insulté."\n'
    po += '\nmsgid "Gone."\nmsgstr "Parti."\n'
    (folder / "translations" / "fr.po").write_text(po, encoding="utf-8")
    law, problems = load_law(folder)
    assert problems == ()
    assert law is not None
    assert translated_rules(law, "fr")["The official insulted somebody."] == "Il a insulté."
    said = [problem.message for problem in untranslated(read_rules(folder), law)]
    assert "no translation of: It might reflect adversely." in said
    assert "the rules no longer say: Gone." in said


def test_lint_names_the_line_of_a_translation_file_that_is_damaged_and_the_rules_are_read_without_it(
    rules: Folder,
) -> None:
    folder = rules()
    (folder / "translations").mkdir()
    (folder / "translations" / "fr.po").write_text('msgid ""\nmsgstr ""\n\nmsgid "Gone\n', encoding="utf-8")
    assert load_law(folder)[1] == ()
    _, problems = lint_rules(folder)
    (damaged,) = (problem for problem in problems if problem.code == "CK317")
    assert (damaged.severity, damaged.file, damaged.line) == ("error", "regulations/translations/fr.po", 4)


RECIPIENT = """
id: ombudsman
order: 1
names: {status: verified, values: {en: European Ombudsman}}
addressee: {status: verified, values: {en: European Ombudsman}}
address: {status: STATUS, checked: 2026-11-22, lines: [1 Street, City]}
salutation: {status: unverified, values: {en: "Dear Sir or Madam,"}}
closing: {status: unverified, values: {en: "Yours faithfully,"}}
conditions:
  - id: O1
    kind: condition
    text: It is about manners.
    decided_by: {fact: manner, is: insulting}
    basis: statute
    bases: [{from: null, provision: null, source: not held}, {from: 2004-05-01, provision: "12", source: Article 12}]
"""


def with_recipient(folder: Path, text: str) -> Path:
    (folder / "recipients").mkdir()
    (folder / "recipients" / "ombudsman.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("status", "lines"), [("verified", 2), ("secondary", 2), ("unverified", 0)])
def test_an_address_that_nobody_confirmed_has_no_lines(rules: Folder, status: str, lines: int) -> None:
    law, problems = load_law(with_recipient(rules(), RECIPIENT.replace("STATUS", status)))
    assert problems == ()
    assert law is not None
    assert len(law.recipients[0].address) == lines


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("from: 2004-05-01", "from: 2001-05-01", "CK309"),
        ('provision: "12"', 'provision: "13"', "CK309"),
        ("{from: null, provision: null, source: not held}, ", "", "CK318"),
        ("kind: condition", "kind: notice", "CK305"),
        ("    decided_by: {fact: manner, is: insulting}\n", "", "CK305"),
        ("basis: statute", "basis: statute\n    applies_if: {fact: outsiders-present}", "CK305"),
    ],
)
def test_mistakes_in_a_decision_list(rules: Folder, old: str, new: str, code: str) -> None:
    text = RECIPIENT.replace("STATUS", "verified").replace(old, new)
    problem = only(with_recipient(rules(), text))
    assert problem.code == code
    assert problem.file == "regulations/recipients/ombudsman.yaml"
    assert problem.line is not None


OTHER = """
id: edps
order: 2
names: {status: verified, values: {en: Supervisor}}
no_letter: The person writes.
conditions:
  - id: D1
    kind: notice
    text: Nothing more.
    basis: statute
    bases: [{from: null, provision: null, source: not held}]
"""
CURED = "    cure: Write; if nothing came by {answer_by}, complain.\n    awaits: O2\n"
WAITING = """  - id: O2
    kind: condition
    text: Time has passed.
    decided_by: {any: [{fact: manner, is: neutral}, {waited: {months: 2}, since: approach}]}
    basis: inference
    bases: [{from: null, provision: null, source: practice}]
"""


def with_two(folder: Path, added: str, after: str = "") -> Path:
    """Return the folder with two recipients; `added` stands in O1 of the first one, `after` behind it."""
    text = RECIPIENT.replace("STATUS", "verified").rstrip("\n") + "\n" + added + after
    with_recipient(folder, text)
    (folder / "recipients" / "edps.yaml").write_text(OTHER, encoding="utf-8")
    return folder


def test_what_a_condition_says_of_other_recipients_waiting_and_renewal_is_read(rules: Folder) -> None:
    added = CURED + (
        "    competent: [{recipient: edps, where: {fact: outsiders-present}, because: It is there.}]\n"
        "    blocks: [{recipient: edps, because: It stops.}]\n"
    )
    law, problems = load_law(with_two(rules(), added, WAITING))
    assert problems == ()
    assert law is not None
    condition = law.recipients[0].conditions[0]
    assert (condition.awaits, condition.competent[0].recipient, condition.blocks[0].because) == (
        "O2",
        "edps",
        "It stops.",
    )
    assert (law.recipients[1].no_letter, law.recipients[1].address) == ("The person writes.", ())


@pytest.mark.parametrize(
    ("added", "code", "said"),
    [
        ("    competent: [{recipient: edsp, because: It is there.}]", "CK370", "did you mean `edps`?"),
        ("    competent: [{recipient: ombudsman, because: It is there.}]", "CK370", "ombudsman itself"),
        ("    blocks: [{recipient: nobody, because: It stops.}]", "CK370", "recipients are edps, ombudsman"),
        ("    competent: [{recipient: edps, where: {fact: nothing}, because: It is there.}]", "CK303", "nothing"),
        ("    cure: Wait until {answer}.", "CK371", "{answer}"),
        ("    cure: Wait until {answer_by}.", "CK371", "go together"),
        ("    cure: Wait.\n    awaits: O2", "CK371", "go together"),
        ("    cure: By {answer_by}.\n    awaits: O1", "CK372", "asks for waiting"),
        ("    cure: By {answer_by}.\n    awaits: O9", "CK372", "O9"),
        ("    renewed_by: [reply]", "CK372", "without a period"),
        ("    renewed_by: [regret]", "CK3", ""),
        ('    blocks: [{recipient: edps, because: It stops., provision: "13"}]', "CK309", "13"),
    ],
)
def test_mistakes_in_what_a_condition_says_of_others(rules: Folder, added: str, code: str, said: str) -> None:
    problem = only(with_two(rules(), f"{added}\n", WAITING))
    assert problem.code.startswith(code) or code == "CK3"
    assert said in f"{problem.message} {problem.hint}"
    assert problem.file == "regulations/recipients/ombudsman.yaml"
    assert problem.line is not None


def test_a_recipient_without_address_says_what_to_do_instead_of_a_letter(rules: Folder) -> None:
    folder = with_two(rules(), "")
    text = OTHER.replace("no_letter: The person writes.\n", "")
    (folder / "recipients" / "edps.yaml").write_text(text, encoding="utf-8")
    problem = only(folder)
    assert problem.code == "CK373"
    assert "addressee, address, salutation, closing" in problem.message
    assert "no_letter" in (problem.hint or "")


def test_a_title_is_printed_in_the_form_that_the_file_names_and_each_language_has_its_own_status() -> None:
    data = {
        "status": "unverified", "verified": ["fr"], "secondary": ["de"], "form": "feminine",
        "values": {"en": "Ombudsman", "fr": "Médiateur", "de": "Bürgerbeauftragter"}, "feminine": {"fr": "Médiatrice"},
    }  # fmt: skip
    text = text_of(TextEntry(**data))
    assert (text.in_language("en"), text.in_language("fr"), text.in_language("it")) == ("Ombudsman", "Médiatrice", None)
    assert [text.status_in(language) for language in ("en", "fr", "de")] == ["unverified", "verified", "secondary"]
    masculine = text_of(TextEntry(**data | {"form": "masculine"}))
    assert masculine.in_language("fr") == "Médiateur"
