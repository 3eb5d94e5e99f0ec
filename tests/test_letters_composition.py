"""Composing letters: what each recipient is told, what is refused, and that no name gets out."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaintkit.assessment import assess
from complaintkit.case.reading import read_case
from complaintkit.case.values import Case
from complaintkit.languages.catalogue import shipped_languages
from complaintkit.languages.sentences import sentences_of
from complaintkit.law.loading import load_law
from complaintkit.law.values import Law, Text, Translations
from complaintkit.letters.composition import compose
from complaintkit.letters.values import Letter, Section
from complaintkit.locations import shipped
from complaintkit.problems import Problem

DAY = date(2020, 10, 2)
DIGEST = "0" * 64
CASE = """\
format: 1
title: Letters and meetings of 2019
complainant:
  label: association
  shown_as: the association
  kind: organisation
  seat: member-state
  address: [1 Example Street, 1000 Example City]
  register_extract: {exhibit: E1, at: p. 1}
  signatory: {post: President, name: Signe Signatory, authority: {exhibit: E1, at: p. 2}}
respondent: {institution: eeas, shown_as: the European External Action Service}
officials:
  deputy-head:
    post: Deputy Head of the Delegation
    employer: eeas
    category: official
    service: {from: 2017-01-01, to: 2020-12-31}
    name: Xerxes Quillfeather
    aliases: [Quillfeather]
    shown_to: [olaf]
persons:
  activist-1: {shown_as: the first activist, kind: person, name: Zebulon Wintergreen, aliases: [Wintergreen]}
court: {answer: no, vouched: true}
publications: [{on: 2020-10-01, by: association, what: A report}]
sent_elsewhere:
  - {to: OLAF, on: 2020-10-01, about: the meeting, tell: []}
  - {to: the European Ombudsman, on: 2020-10-01, about: the letters, tell: [eeas]}
preserve: [The notes of the meeting.]
treatment:
  ombudsman: {confidential: parts, confidential_parts: Annex 2., transfer: no, institution_told: no, own_initiative: true}
  olaf: {confidential: whole, why_this_recipient: [The sources need protection.], protect: [The first activist.]}
"""
REGISTER = f"""\
format: 1
exhibits:
  E1: {{file: exhibits/E1.pdf, sha256: "{DIGEST}", size: 1, title: Extract from the register, pages: 3, language: en}}
  E2: {{file: exhibits/E2.eml, sha256: "{DIGEST}", size: 1, title: The letter, dated: 2019-02-13, language: fr}}
  E3: {{file: exhibits/E3.pdf, sha256: "{DIGEST}", size: 1, title: Note of the meeting, pages: 4}}
"""
SILENCE = """\
title: A letter left unanswered
when: 2019-02-13
known_since: 2019-02-13
what_happened:
  - {say: The association wrote to the Delegation., source: own, vouched: true, exhibits: [E2]}
against:
  - {say: The letter was sent by e-mail only., exhibits: [E2]}
facts: {matter: reply}
approaches:
  - {on: 2019-02-13, by: association, to: the Delegation, about: a meeting, asks_for_answer: yes, exhibit: E2, reply: none}
  - {on: 2019-04-13, by: association, to: the Delegation, about: a meeting, reminder: yes, asks_for_answer: yes, exhibit: E2,
     reply: none}
put_right: [A reply to the letter.]
"""
REPLIES = """[{kind: part, on: 2019-03-04, language: en, leaves_open: the second question, exhibit: E2},
     {kind: call, on: 2019-02-20}]}"""
MEETING = """\
title: A meeting with an activist
when: 2019-09-18
official: deputy-head
affected: [activist-1]
known_since: 2019-09-20
what_happened:
  - {say: Quillfeather spoke of the visa of Zebulon   Wintergreen., source: hearsay, told_by: activist-1,
     exhibits: [{exhibit: E3, at: p. 2}]}
  - {say: For the EEAS not to know., not_for: [eeas], exhibits: [E3]}
acts:
  - {on: 2019-09-18, what: warned against cooperation, towards: [activist-1], exhibits: [{exhibit: E3, at: p. 2}]}
facts:
  matter: conduct
  on-duty: {answer: yes, exhibits: [{exhibit: E3, at: p. 1}]}
  whose-decision: {answer: own-initiative, exhibits: [{exhibit: E3, at: p. 1}]}
  manner: {answer: threatening, exhibits: [{exhibit: E3, at: p. 2}]}
  outsiders-present: {answer: yes, exhibits: [{exhibit: E3, at: p. 2}], contradicted_by: []}
  warned-against-cooperation: {answer: yes, exhibits: [{exhibit: E3, at: p. 2}]}
  information: {answer: that a visa was applied for, exhibits: [{exhibit: E3, at: p. 3}]}
  how-learned: unknown
"""
BACKGROUND = "title: An earlier visit\nwhen: 2018\nwhat_happened: [{say: A visit., exhibits: [E3]}]\n"
SELECTIONS = {
    "ombudsman": "chosen: [{incident: silence, reason: own letter}]\nraised: ['charter:41(1)']\n",
    "eeas": "chosen: [{incident: meeting, reason: x}, {incident: silence, reason: y}]\n"
    "background: [{incident: earlier, reason: z}]\nraised: ['12', '17(1)', 'charter:41(1)']\n",
    "olaf": "chosen: [{incident: meeting, reason: x}]\nraised: ['12', '17(1)']\n",
}


@pytest.fixture(scope="module")
def law() -> Law:
    rules, problems = load_law(shipped("regulations"))
    assert rules is not None, problems
    return rules


def a_case(folder: Path, law: Law, **changed: str) -> Case:
    """Read a case of three incidents and a selection for each recipient; `changed` replaces the text of a file."""
    files = {
        "case": CASE,
        "exhibits": REGISTER,
        "incidents/silence": SILENCE,
        "incidents/meeting": MEETING,
        "incidents/earlier": BACKGROUND,
        **{f"selections/{name}": f"format: 1\nrecipient: {name}\n{text}" for name, text in SELECTIONS.items()},
        **{name.replace("__", "/"): text for name, text in changed.items()},
    }
    for name, text in files.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    read = read_case(folder, law)
    assert read.case is not None, read.problems
    return read.case


def composed(
    case: Case, law: Law, recipient: str, language: str = "en", *, on: date = DAY, draft: bool = False
) -> tuple[Letter | None, tuple[Problem, ...]]:
    assessment = assess(case, law, on, recipient=recipient)
    return compose(case, law, assessment, case.selections[recipient], language, on, draft=draft)


def letter_of(case: Case, law: Law, recipient: str, language: str = "en", *, on: date = DAY) -> Letter:
    letter, problems = composed(case, law, recipient, language, on=on)
    assert letter is not None, [problem.as_line() for problem in problems]
    return letter


def refusals(case: Case, law: Law, recipient: str, language: str = "en", *, on: date = DAY) -> list[str]:
    letter, problems = composed(case, law, recipient, language, on=on)
    assert letter is None
    return [f"{problem.code} {problem.message} -> {problem.hint}" for problem in problems]


def text_of(letter: Letter) -> str:
    return json.dumps(asdict(letter), ensure_ascii=False, default=str)


def section(letter: Letter, key: str) -> Section:
    (found,) = (one for one in letter.sections if one.key == key)
    return found


def words(part: Section) -> str:
    return "\n".join(f"{block.text} {block.reference} [{block.source}]" for block in part.blocks)


# What each letter holds


def test_paragraphs_are_numbered_through_the_whole_letter(tmp_path: Path, law: Law) -> None:
    letter = letter_of(a_case(tmp_path, law), law, "eeas")
    numbers = [block.number for part in letter.sections for block in part.blocks if block.kind == "paragraph"]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


def test_each_paragraph_of_the_facts_says_how_it_is_known_and_where_it_stands(tmp_path: Path, law: Law) -> None:
    facts = words(section(letter_of(a_case(tmp_path, law), law, "eeas"), "facts"))
    assert "The association wrote to the Delegation. (Annex 2) [Own knowledge.]" in facts
    assert "p.\u00a02) [Hearsay; told by: the first activist.]" in facts
    assert "Act of 18 September 2019: warned against cooperation. Towards: the first activist." in facts


def test_an_act_that_rests_on_hearsay_is_hearsay_though_it_stands_in_a_document(tmp_path: Path, law: Law) -> None:
    facts = words(section(letter_of(a_case(tmp_path, law), law, "eeas"), "facts"))
    assert "Towards: the first activist. (Annex 3, p.\u00a02) [Hearsay; told by: the first activist.]" in facts


def test_olaf_is_told_that_the_place_is_not_recorded_and_why_the_matter_is_serious(tmp_path: Path, law: Law) -> None:
    case = CASE.replace("olaf: {confidential", "olaf: {why_serious: [Third persons heard it.], confidential")
    letter = letter_of(a_case(tmp_path, law, case=case), law, "olaf")
    assert "Place: not recorded." in words(section(letter, "facts"))
    assert "In particular, the following is put forward:" in words(section(letter, "obligations"))
    assert "Third persons heard it." in words(section(letter, "obligations"))


def test_the_subject_names_the_matter_and_the_following_pages_only_the_kind_of_letter(tmp_path: Path, law: Law) -> None:
    letter = letter_of(a_case(tmp_path, law), law, "ombudsman")
    assert letter.subject == "Complaint about maladministration: A letter left unanswered"
    assert letter.header == "Complaint about maladministration · 2 October 2020"


def test_what_the_record_of_the_case_carries_is_said_to_follow_from_the_facts(tmp_path: Path, law: Law) -> None:
    allegation = words(section(letter_of(a_case(tmp_path, law), law, "ombudsman"), "allegation-1"))
    assert "This follows from the facts set out above." in allegation


def test_the_ombudsman_is_told_of_an_allegation_against_the_institution(tmp_path: Path, law: Law) -> None:
    letter = letter_of(a_case(tmp_path, law), law, "ombudsman")
    allegation = words(section(letter, "allegation-1"))
    assert "Known to the complainant since: 13 February 2019." in allegation
    assert "No reply has been received." in allegation
    assert "This was a reminder." in allegation
    assert "A reply to the letter." in allegation
    assert "Official concerned" not in text_of(letter)
    assert letter.approaches is not None
    assert len(letter.approaches.rows) == 2


def test_everything_that_came_back_is_told_with_what_it_left_open_and_in_which_language(
    tmp_path: Path, law: Law
) -> None:
    answered = SILENCE.replace(
        "exhibit: E2, reply: none}", "exhibit: E2, language: fr, received: no, replies: " + REPLIES
    )
    letter = letter_of(a_case(tmp_path, law, incidents__silence=answered), law, "ombudsman")
    allegation = words(section(letter, "allegation-1"))
    assert "Language of the letter: French." in allegation
    assert "There was a call (date: 20 February 2019). It left no answer in writing." in allegation
    assert "It answers a part of the letter only. Language of the reply: English." in allegation
    assert "What it left open: the second question." in allegation
    assert letter.approaches is not None
    row = letter.approaches.rows[0]
    assert "The letter did not arrive, or its receipt is denied." in row[4]
    assert row[5].startswith("Call (20 February 2019). Reply to a part (4 March 2019).")


def test_before_august_2021_the_statute_of_2021_is_not_cited(tmp_path: Path, law: Law) -> None:
    text = text_of(letter_of(a_case(tmp_path, law), law, "ombudsman"))
    assert "Decision 94/262/ECSC, EC, Euratom" in text
    assert "2021/1163" not in text


def test_the_two_years_are_derived_in_a_sentence(tmp_path: Path, law: Law) -> None:
    admissibility = words(section(letter_of(a_case(tmp_path, law), law, "ombudsman"), "admissibility"))
    assert "counted from 13 February 2019, the two years end on 15 February 2021" in admissibility
    assert "No court is or has been dealing" in admissibility
    assert "The institution has not been told of this complaint." in admissibility


def test_what_the_ombudsman_is_asked_ends_with_confidentiality_and_transfer(tmp_path: Path, law: Law) -> None:
    requests = words(section(letter_of(a_case(tmp_path, law), law, "ombudsman"), "requests"))
    assert "inquiry on her or his own initiative" in requests
    assert "Annex 2." in requests
    assert "does not agree to a transfer" in requests
    assert "The notes of the meeting." in requests


def test_the_eeas_is_asked_which_obligations_and_criteria_to_look_into(tmp_path: Path, law: Law) -> None:
    letter = letter_of(a_case(tmp_path, law), law, "eeas")
    obligations = section(letter, "obligations")
    assert [block.text for block in obligations.blocks if block.kind == "heading"] == [
        "Article 12 of the Staff Regulations: Dignity of the position",
        "Article 17(1) of the Staff Regulations: Unauthorised disclosure of information",
    ]
    assert (
        "“An official shall refrain from any action or behaviour which might reflect adversely upon his position.”"
        in (block.text for block in obligations.blocks if block.kind == "quotation")
    )
    assert "The inquiry is asked to establish whether they are met" in words(obligations)
    assert "2 December 2020" in words(section(letter, "requests"))
    assert section(letter, "replies")
    assert "administrative inquiry" in letter.subject


def test_what_the_institution_owes_its_staff_is_no_obligation_of_an_official(tmp_path: Path, law: Law) -> None:
    meeting = MEETING + "  target-position: {answer: staff, vouched: true}\n"
    selection = "format: 1\nrecipient: eeas\nchosen: [{incident: meeting, reason: x}]\nraised: ['24/1']\n"
    letter = letter_of(a_case(tmp_path, law, incidents__meeting=meeting, selections__eeas=selection), law, "eeas")
    assert letter.subject.startswith("Request concerning obligations of the institution towards its staff")
    owed = words(section(letter, "institution"))
    assert "not those of a member of its staff" in owed
    assert "Article 24" in owed
    assert "obligations" not in [part.key for part in letter.sections]
    assert "administrative inquiry" not in text_of(letter)
    assert "what was done to comply with the obligations of the institution" in text_of(letter)


def test_olaf_is_told_who_what_when_where_documents_and_who_else_knows(tmp_path: Path, law: Law) -> None:
    letter = letter_of(a_case(tmp_path, law), law, "olaf")
    facts = words(section(letter, "facts"))
    assert "Documents on this: Annex 2." in facts
    assert "Who else knows of it, or may know: the first activist." in facts
    assert "The sources need protection." in words(section(letter, "why-olaf"))
    assert "cannot promise secrecy" in words(section(letter, "protection"))
    assert letter.confidential == "CONFIDENTIAL"


def test_nothing_in_a_letter_says_that_somebody_is_guilty(tmp_path: Path, law: Law) -> None:
    for recipient in SELECTIONS:
        opening = " ".join(letter_of(a_case(tmp_path, law), law, recipient).opening)
        assert "guilt" in opening  # only to say that none is found or asserted
        assert "neither for a finding of guilt" in opening or "says of nobody that he or she is guilty" in opening


def test_what_speaks_against_and_the_background_are_told(tmp_path: Path, law: Law) -> None:
    letter = letter_of(a_case(tmp_path, law), law, "eeas")
    assert "The letter was sent by e-mail only." in words(section(letter, "against"))
    assert "An earlier visit (2018)" in words(section(letter, "background"))


def test_a_letter_elsewhere_is_told_only_to_those_who_may_know(tmp_path: Path, law: Law) -> None:
    case = a_case(tmp_path, law)
    eeas = words(section(letter_of(case, law, "eeas"), "elsewhere"))
    assert "the European Ombudsman" in eeas
    assert "OLAF" not in eeas
    assert "Published: A report." in eeas


def test_where_the_sources_differ_both_answers_are_told(tmp_path: Path, law: Law) -> None:
    meeting = MEETING.replace("contradicted_by: []", "contradicted_by: [{answer: no, exhibits: [E3]}]")
    facts = words(section(letter_of(a_case(tmp_path, law, incidents__meeting=meeting), law, "olaf"), "facts"))
    assert "The sources differ on this question" in facts
    assert "Answer: yes." in facts
    assert "Answer: no." in facts


def test_what_the_complainant_vouches_for_is_said_to_be_so(tmp_path: Path, law: Law) -> None:
    silence = SILENCE.replace("source: own, vouched: true, exhibits: [E2]", "vouched: true")
    facts = words(
        section(letter_of(a_case(tmp_path, law, incidents__silence=silence), law, "ombudsman"), "allegation-1")
    )
    assert "Vouched for from own knowledge, without a document." in facts


def test_without_provisions_named_those_met_are_raised(tmp_path: Path, law: Law) -> None:
    selection = "format: 1\nrecipient: eeas\nchosen: [{incident: meeting, reason: x}]\n"
    letter = letter_of(a_case(tmp_path, law, selections__eeas=selection), law, "eeas")
    assert "Article 12 of the Staff Regulations" in text_of(letter)
    assert "Article 17(1)" not in text_of(letter)


def test_facts_on_which_no_provision_is_raised_are_named(tmp_path: Path, law: Law) -> None:
    selection = SELECTIONS["olaf"].replace(
        "{incident: meeting, reason: x}", "{incident: meeting, reason: x}, {incident: earlier, reason: y}"
    )
    earlier = (
        "title: An earlier visit\nwhen: 2018-05-01\nofficial: deputy-head\naffected: [activist-1]\n"
        "acts: [{on: 2018-05-01, what: asked for a name, exhibits: [{exhibit: E3, at: p. 1}]}]\nfacts: {matter: conduct}\n"
    )
    chosen = f"format: 1\nrecipient: olaf\n{selection}"
    case = a_case(tmp_path, law, selections__olaf=chosen, incidents__earlier=earlier)
    obligations = words(section(letter_of(case, law, "olaf"), "obligations"))
    assert "On the facts under the following letters no provision is raised separately: A." in obligations


# Numbers of annexes


def test_annex_numbers_are_kept_and_a_retired_number_is_never_given_again(tmp_path: Path, law: Law) -> None:
    selection = SELECTIONS["ombudsman"] + "annexes: {E2: 4}\nretired_annexes: [6]\n"
    case = a_case(tmp_path, law, selections__ombudsman=f"format: 1\nrecipient: ombudsman\n{selection}")
    letter = letter_of(case, law, "ombudsman")
    assert {one.exhibit: one.number for one in letter.annex_files} == {"E2": 4, "E1": 7}
    assert [row[0] for row in letter.annexes.rows] == ["4", "7"]


def test_the_table_of_annexes_says_language_and_pages(tmp_path: Path, law: Law) -> None:
    rows = letter_of(a_case(tmp_path, law), law, "ombudsman").annexes.rows
    assert rows[0] == ("1", "Extract from the register", "date not known", "English; no translation attached", "3")
    assert rows[1] == ("2", "The letter", "13 February 2019", "French; no translation attached", "not counted")


# Other languages


def test_an_untranslated_sentence_refuses_a_letter_and_every_one_is_named(tmp_path: Path, law: Law) -> None:
    found = refusals(a_case(tmp_path, law), law, "ombudsman", "fr")
    assert any("CK416" in line and "A letter left unanswered" in line for line in found)
    assert any("complaintkit translate export --lang fr" in line for line in found)


@pytest.mark.parametrize("language", ["fr", "de"])
@pytest.mark.parametrize("recipient", ["ombudsman", "olaf", "eeas"])
def test_everything_that_a_letter_needs_translated_is_among_the_sentences_exported(
    tmp_path: Path, law: Law, recipient: str, language: str
) -> None:
    case = a_case(tmp_path, law)
    known = {text: f"<{text}>" for _, text in sentences_of(case)}
    letter = letter_of(replace(case, translations={language: known}), law, recipient, language)
    assert letter.language == language


def test_a_french_letter_cites_and_quotes_as_french_letters_do(tmp_path: Path, law: Law) -> None:
    case = a_case(tmp_path, law)
    known = {text: text.upper() for _, text in sentences_of(case)}
    letter = letter_of(replace(case, translations={"fr": known}), law, "eeas", "fr")
    kinds = {block.kind: block.text for block in section(letter, "obligations").blocks}
    assert kinds["working-quotation"].startswith("Traduction de travail, sans valeur officielle: ")
    assert kinds["quotation"].startswith("Texte officiel en anglais: “")
    assert "Article 17, paragraphe 1, du statut" in text_of(letter)
    assert any("Working translations into fr" in line for line in letter.to_confirm)


# What refuses a letter


def test_a_provision_that_is_not_met_is_not_raised(tmp_path: Path, law: Law) -> None:
    case = CASE.replace("category: official", "category: local-agent")
    found = refusals(a_case(tmp_path, law, case=case), law, "olaf")
    assert any(line.startswith("CK412 `12` is raised, but is not met") for line in found)


def test_a_claim_that_comes_too_late_is_refused_with_the_condition(tmp_path: Path, law: Law) -> None:
    selection = "format: 1\nrecipient: ombudsman\nchosen: [{incident: meeting, reason: x}]\nraised: ['12']\n"
    case = a_case(tmp_path, law, selections__ombudsman=selection)
    found = refusals(case, law, "ombudsman", on=date(2026, 11, 22))
    assert any("CK413" in line and "`meeting`" in line and "O6" in line for line in found)
    assert any("CK413" in line and "O7" in line and "Write to the institution" in line for line in found)


def test_a_silence_that_goes_on_beyond_the_two_years_is_put_openly(tmp_path: Path, law: Law) -> None:
    admissibility = words(
        section(letter_of(a_case(tmp_path, law), law, "ombudsman", on=date(2026, 11, 22)), "admissibility")
    )
    assert "the two years end on 15 February 2021" in admissibility
    assert "the absence of a reply goes on" in admissibility
    assert "Regulation (EU, Euratom) 2021/1163" in admissibility


def test_an_assertion_that_nothing_supports_is_refused(tmp_path: Path, law: Law) -> None:
    meeting = MEETING.replace(
        ", towards: [activist-1], exhibits: [{exhibit: E3, at: p. 2}]}", ", towards: [activist-1]}"
    )
    found = refusals(a_case(tmp_path, law, incidents__meeting=meeting), law, "olaf")
    (problem,) = (line for line in found if not line.startswith("CK811"))
    assert problem.startswith(
        "CK414 asserted without an exhibit, and nobody vouches for it: warned against cooperation"
    )
    assert problem.endswith("or write `vouched: true` if the complainant knows it itself")


def test_a_fact_relied_on_without_support_is_refused(tmp_path: Path, law: Law) -> None:
    meeting = MEETING.replace("{answer: own-initiative, exhibits: [{exhibit: E3, at: p. 1}]}", "own-initiative")
    found = refusals(a_case(tmp_path, law, incidents__meeting=meeting), law, "olaf")
    assert any("CK414" in line and "`whose-decision`" in line for line in found)


def test_a_selection_that_chooses_nothing_is_refused(tmp_path: Path, law: Law) -> None:
    (found,) = refusals(a_case(tmp_path, law, selections__olaf="format: 1\nrecipient: olaf\n"), law, "olaf")
    assert found.startswith("CK411 no incident is chosen")
    assert "complaintkit select --recipient olaf" in found


def test_a_member_state_is_no_institution(tmp_path: Path, law: Law) -> None:
    case = CASE.replace("Action Service}", "Action Service, kind: member-state}")
    assert any("CK419" in line for line in refusals(a_case(tmp_path, law, case=case), law, "eeas"))


def test_a_wording_that_is_not_held_refuses_the_letter(tmp_path: Path, law: Law) -> None:
    without = replace(law, wordings=tuple(one for one in law.wordings if one.provision != "12"))
    assert any("CK420 no wording of `12`" in line for line in refusals(a_case(tmp_path, law), without, "olaf"))


def test_a_sentence_of_the_rules_without_translation_refuses_the_letter(tmp_path: Path, law: Law) -> None:
    case = a_case(tmp_path, law)
    known = {text: text for _, text in sentences_of(case)}
    without = replace(law, translations=Translations("", ()))
    found = refusals(replace(case, translations={"fr": known}), without, "olaf", "fr")
    assert {line[:5] for line in found} == {"CK417", "CK811"}


def test_an_unknown_language_is_named_with_those_there_are(tmp_path: Path, law: Law) -> None:
    assert refusals(a_case(tmp_path, law), law, "olaf", "xx") == [
        f"CK425 there is no catalogue of fixed sentences in `xx` -> languages: {', '.join(shipped_languages())}"
    ]


def test_an_authority_younger_than_the_letter_is_not_cited(tmp_path: Path, law: Law) -> None:
    before = text_of(letter_of(a_case(tmp_path, law), law, "olaf", on=date(2019, 10, 1)))
    assert "Kerstens" in before
    younger = replace(law, authorities=tuple(replace(one, date=date(2030, 1, 1)) for one in law.authorities))
    assert "judgment of" not in text_of(letter_of(a_case(tmp_path, law), younger, "olaf"))


# Drafts


def test_a_draft_is_made_in_spite_of_problems_and_shows_them(tmp_path: Path, law: Law) -> None:
    letter, problems = composed(a_case(tmp_path, law), law, "ombudsman", "fr", draft=True)
    assert letter is not None
    assert letter.draft_mark == "PROJET: ne pas envoyer"
    assert "⟦A letter left unanswered⟧" in text_of(letter)
    assert letter.marks
    assert {problem.severity for problem in problems} == {"warning"}


# Names


def test_posts_and_labels_stand_for_names_in_the_text(tmp_path: Path, law: Law) -> None:
    facts = words(section(letter_of(a_case(tmp_path, law), law, "eeas"), "facts"))
    assert "Deputy Head of the Delegation spoke of the visa of the first activist." in facts


def test_a_name_stands_once_in_the_sheet_for_the_recipient_who_may_see_it(tmp_path: Path, law: Law) -> None:
    case = a_case(tmp_path, law)
    olaf, eeas = letter_of(case, law, "olaf"), letter_of(case, law, "eeas")
    assert olaf.names_sheet is not None
    assert olaf.names_sheet.rows == (("Deputy Head of the Delegation", "Xerxes Quillfeather"),)
    assert text_of(olaf).count("Quillfeather") == 1
    assert eeas.names_sheet is None
    assert "Quillfeather" not in text_of(eeas)
    assert "Wintergreen" not in text_of(olaf) + text_of(eeas)


def test_a_statement_kept_from_a_recipient_is_not_in_its_letter(tmp_path: Path, law: Law) -> None:
    case = a_case(tmp_path, law)
    assert "For the EEAS not to know." not in text_of(letter_of(case, law, "eeas"))
    assert "For the EEAS not to know." in text_of(letter_of(case, law, "olaf"))


def test_a_name_in_a_translation_is_replaced_too(tmp_path: Path, law: Law) -> None:
    case = a_case(tmp_path, law)
    known = {text: f"{text} WINTERGREEN" for _, text in sentences_of(case)}
    known["the first activist"] = "le premier militant"
    letter = letter_of(replace(case, translations={"fr": known}), law, "olaf", "fr")
    assert "wintergreen" not in text_of(letter).lower()
    assert "le premier militant" in text_of(letter)


NAMES = st.from_regex(r"Zq[a-z]{4,8} Xw[a-z]{4,8}", fullmatch=True)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAMES, st.sampled_from(["ombudsman", "olaf", "eeas"]), st.sampled_from(["say", "title", "about", "exhibit"]))
def test_no_invented_name_gets_into_any_letter(tmp_path: Path, law: Law, name: str, recipient: str, place: str) -> None:
    changed = {
        "say": {
            "incidents__silence": SILENCE.replace("The association wrote", f"The association and {name.upper()} wrote")
        },
        "title": {"incidents__meeting": MEETING.replace("A meeting with", f"A meeting with {name} and")},
        "about": {"incidents__silence": SILENCE.replace("about: a meeting", f"about: a meeting with {name}")},
        "exhibit": {"exhibits": REGISTER.replace("The letter", f"The letter of {name}")},
    }[place]
    case = a_case(tmp_path, law, case=CASE.replace("Zebulon Wintergreen", name), **changed)
    assert name.lower() not in text_of(letter_of(case, law, recipient)).lower()


def test_olaf_can_be_written_to_without_saying_who_writes(tmp_path: Path, law: Law) -> None:
    hidden = CASE.replace("olaf: {confidential: whole", "olaf: {without_sender: true, confidential: whole")
    case = a_case(tmp_path, law, case=hidden)
    text = text_of(letter_of(case, law, "olaf"))
    for telling in ("the association", "Signe Signatory", "1 Example Street"):
        assert telling not in text
    assert "The sender does not disclose its identity." in text
    assert "A report" not in text  # published by the sender, so it would say who that is


def test_a_text_that_says_who_writes_refuses_the_letter_without_sender(tmp_path: Path, law: Law) -> None:
    hidden = CASE.replace("olaf: {confidential: whole", "olaf: {without_sender: true, confidential: whole")
    meeting = MEETING.replace("For the EEAS not to know.", "Said to the association.")
    found = refusals(a_case(tmp_path, law, case=hidden, incidents__meeting=meeting), law, "olaf")
    assert any(line.startswith("CK430") and "the association" in line for line in found)


# What a person must confirm


def test_the_user_is_told_what_to_confirm(tmp_path: Path, law: Law) -> None:
    case = a_case(tmp_path, law)
    assert any("no parallel investigation" in line for line in letter_of(case, law, "olaf").to_confirm)
    eeas = letter_of(case, law, "eeas").to_confirm
    assert any("Annex IX" in line and "witness" in line for line in eeas)
    assert any("No mailbox" in line for line in eeas)
    assert any("is not known (" in line for line in eeas)


def test_of_a_hundred_claims_the_first_are_named_and_the_rest_counted(tmp_path: Path, law: Law) -> None:
    meetings = {f"incidents__meeting-{n}": MEETING.replace("A meeting", f"Meeting {n}") for n in range(2, 101)}
    chosen = ", ".join(f"{{incident: {one.removeprefix('incidents__')}, reason: x}}" for one in meetings)
    selection = f"format: 1\nrecipient: eeas\nchosen: [{chosen}]\n"
    told = letter_of(a_case(tmp_path, law, **meetings, selections__eeas=selection), law, "eeas").to_confirm
    lines = [line for line in told if "is not known (" in line]
    assert lines
    assert all("(meeting-10, meeting-100, " in line and " and 87 others): " in line for line in lines), lines


def test_a_letter_names_nobody_in_its_properties_unless_wanted(tmp_path: Path, law: Law) -> None:
    assert letter_of(a_case(tmp_path, law), law, "eeas").author == ""
    wanted = CASE.replace("  seat: member-state", "  seat: member-state\n  name_in_metadata: true")
    assert letter_of(a_case(tmp_path, law, case=wanted), law, "eeas").author == "the association"


# Several incidents together

COURSE = MEETING.replace("affected: [activist-1]", "affected: [activist-1]").replace(
    "  how-learned: unknown\n",
    "  how-learned: unknown\n  deliberate: {answer: yes, exhibits: [{exhibit: E3, at: p. 2}]}\n"
    "  apt-to-affect: {answer: [dignity], exhibits: [{exhibit: E3, at: p. 2}]}\n",
)


def test_a_course_of_conduct_is_raised_on_all_its_incidents_together(tmp_path: Path, law: Law) -> None:
    again = (
        COURSE.replace("2019-09-18", "2019-11-05")
        .replace("2019-09-20", "2019-11-06")
        .replace("A meeting", "Another meeting")
    )
    selection = (
        "format: 1\nrecipient: eeas\nchosen: [{incident: meeting, reason: x}, {incident: again, reason: y}]\n"
        "raised: ['12a(3)']\n"
    )
    case = a_case(tmp_path, law, incidents__meeting=COURSE, incidents__again=again, selections__eeas=selection)
    obligations = section(letter_of(case, law, "eeas"), "obligations")
    assert "Article 12a(3) of the Staff Regulations" in obligations.blocks[1].text
    assert "(A and B" in words(obligations)


def test_incidents_that_the_case_joins_are_one_allegation(tmp_path: Path, law: Law) -> None:
    joined = CASE + "joined: [{id: letters, title: Two letters without reply, incidents: [silence, silence-2]}]\n"
    selection = (
        "format: 1\nrecipient: ombudsman\nchosen: [{incident: silence, reason: x}, {incident: silence-2, reason: y}]\n"
        "raised: ['charter:41(1)']\n"
    )
    second = SILENCE.replace("2019-02-13", "2019-03-13").replace("A letter left", "A second letter left")
    files = {"incidents__silence-2": second, "selections__ombudsman": selection}
    letter = letter_of(a_case(tmp_path, law, case=joined, **files), law, "ombudsman")
    (allegation,) = (part for part in letter.sections if part.key.startswith("allegation"))
    assert allegation.title == "Allegation: Two letters without reply"
    headings = [block.text for block in allegation.blocks if block.kind == "heading"]
    assert "A. A letter left unanswered (13 February 2019)" in headings
    assert "B. A second letter left unanswered (13 March 2019)" in headings


def test_incidents_that_are_not_joined_are_an_allegation_each(tmp_path: Path, law: Law) -> None:
    selection = (
        "format: 1\nrecipient: ombudsman\nchosen: [{incident: silence, reason: x}, {incident: silence-2, reason: y}]\n"
        "raised: ['charter:41(1)']\n"
    )
    second = SILENCE.replace("2019-02-13", "2019-03-13").replace("A letter left", "A second letter left")
    files = {"incidents__silence-2": second, "selections__ombudsman": selection}
    letter = letter_of(a_case(tmp_path, law, **files), law, "ombudsman")
    titles = [part.title for part in letter.sections if part.key.startswith("allegation")]
    assert titles == ["Allegation 1: A letter left unanswered", "Allegation 2: A second letter left unanswered"]


@pytest.mark.parametrize("what", ["addressee", "salutation", "closing"])
def test_a_form_of_address_that_is_missing_in_the_language_refuses_the_letter(
    tmp_path: Path, law: Law, what: str
) -> None:
    english = Text((("en", "Dear Sir or Madam,"),), "verified")
    recipients = tuple(replace(one, **{what: english}) if one.id == "olaf" else one for one in law.recipients)
    case = a_case(tmp_path, law)
    known = {text: text for _, text in sentences_of(case)}
    found = refusals(replace(case, translations={"fr": known}), replace(law, recipients=recipients), "olaf", "fr")
    (missing,) = (line for line in found if line.startswith("CK426"))
    assert what in missing
