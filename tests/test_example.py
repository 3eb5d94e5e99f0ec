"""The worked example: a whole case that names nobody, whose exhibits are specimens and whose open points stay open."""

from __future__ import annotations

import email
import email.policy
import io
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from docx import Document as WordDocument
from pypdf import PdfReader

from complaintkit.case.reading import CaseFolder, read_case
from complaintkit.case.schemas import SCHEMAS, schema_for
from complaintkit.case.values import Case, Exhibit, Incident
from complaintkit.evidence.verifying import verify
from complaintkit.languages.catalogue import shipped_languages
from complaintkit.languages.translations import normal, read_po
from complaintkit.law.loading import load_law
from complaintkit.source.documents import read_document

# The first 16 digits of the SHA-256 of words that must not occur: names of persons, organisations, countries and cities of
# the report, and addresses. The words themselves stand nowhere in this project.
FORBIDDEN = frozenset(
    """
    00aa47c8a6ebbdde 02dec9a9cf215831 0335e26a50d45ac8 052c0023a43441a3 06eda2ebd2af420a 07f85b99507f8012 0938eddd58b0f7c4
    0e14479c73d12c00 12918b23d69d6983 13470821c68592a4 17684a3307c6d052 1c4127ba149cb763 1d4b41c9db9172e5 1ea317ee13bc2271
    1eef5c6eb2aa7125 1f14140be842e5b6 1fee1f227499d5ee 2063d112e46b3261 23dbdf5b953bf953 26f127ec3d27117d 274550eb901e00bc
    28561c6b68fca875 2934ea7eea7bbfc4 2a2c7086f7c49225 2ade694c0bcc1b2b 2b263d99ff3c4eab 2ea3db1881b78dd5 3531b0b3f558b9ce
    379fc3160a846196 3a7f3b29ddcb51e2 3d59f7548e1af215 3d945ee817e01a3b 3dc7c2d8c72de57f 3e1943522517e813 3e5dd69377b35ffc
    3fa88b736ae87b5f 41239f79c55d62c4 4451df5780fe1b2c 4473b9c4767c5a1a 45044177e10aa473 46f430dc8610b983 48d6baadff61d7d8
    4910f51956b5942c 49484f7c9bd1ba0d 4c3280c17f9d982c 4ee3679892e6ac5a 4f8ea826b6d2915f 543254c5c594832f 543ab4cf9dc73fe5
    562017f663ea6e76 573b007b828b8a6d 58810b371595b403 59d8c0aaaa392b5b 5a0273702260f483 5abc414ef4eab708 5c86f5a8ea4a7368
    5c9536aee4dac23f 5cfa0da81d678685 5faf58e85c774088 6038ac4d789347a5 60ccad8214859f9d 63c8807c2fd92b19 6490b58fb6dba78a
    6636b31811ee0bbf 6896c5ff38c6d916 691710311fabdbae 69184462fb2f028d 6996738f81e01bef 6adca4497f8bb65e 6e10390574fe7533
    6f283e5fdff221ae 7034127b9d2d0cbc 710e2f9450f6511b 7112733729f24775 7352f353c460e74c 7361e647cd2d4c3b 75afd7ffcf5e758d
    7b2e59b76790c282 7c2ecd07f1556484 7c59f71bb7ccfdb0 7fba61ce2ec521f3 85ef0df80dd55afc 8607e6fd5622b682 862cc2031acb6677
    867d3cdbaa1b5c6f 87d8ab25d296a9f6 8a741eb9c8922e9e 8b56a8a95cc8db5d 90d693d30a3fa067 93ff074ca77b5f7e 96b8f576c788b75e
    96f7c0543964fcd0 97fc678933d38079 9b07d5d021ad6987 9c08b5a273ba6106 9cbbdd6cbd5335f5 9fe59894f4dca8da a0001e998f7b3cd3
    a03494fdeee6a7e4 a2452b3c10d4bcf7 a3214c1dec321162 a394959dc02e78b9 a4763b3ca0d23d76 a4d5299e864c3667 a5556f4a84b59cb5
    a55f0487a136e099 a5bce6fa6aace629 a75eaaccf62d0d9c a77b594ad2bb6d61 a7996bbcd2b449e7 aaef47ca48e35e05 ac1c08be6ea0d614
    acf9e97160368047 aeccfaf88826a5c6 af871e69c0ac3912 b025079c90813d46 b1dcd203a9c974dc b2c01c8a8a0d9a99 b50476d5b80f6351
    b94cdf160b21ba75 ba43625dd9499914 bd97a849298411dd bfcefcbe51b27759 c0b57f34d8b02e60 c19a6c2d5e03a165 c32f5de8269a9ace
    c4de4c3c1427e4e8 c6c06ee6981cbd5b c759a6865d97c0e8 c8f3b2eae730540c c9eb3e762154a567 ccb36736d8720940 d488c170e99aa6a3
    d583cccf0a0f61f2 d8ac5ac68ad8eeae db30c4677e7c26fe dea899ffc41d824f e0603c499aae47eb e099f09ae5432663 e2307118b7b46796
    e3c7522fc3e8972c e4514e1fc29144a5 e5861fea916799f6 eea23e4dba830b2d efa2f9a9f30c262e f1ce062d3267e7d0 f1edadc53fca2e69
    f3d9cac313d51ddc f5546b7d7aed3d9c f5c2da0050f2aa08 f6cf99670ca3aa73 f6f6ead0bd85c312 f816585951376836 f95d8fef532cc121
    fffd6f95f04a9cfa
    """.split()  # noqa: SIM905 - easier to read and to add to
)
INCIDENTS = {
    "emails-2018-01": "conduct",
    "prison-visit": "policy",
    "parliamentary-reply-2018-12": "information",
    "unanswered-requests-2019-02": "reply",
    "observers-and-judge-refused-2019": "reply",
    "doubts-about-victims": "conduct",
    "inaccurate-information-2019-03": "information",
    "member-visit-2019-04": "conduct",
    "mission-meeting-2019-04": "conduct",
    "travel-ban-reply-2019-07": "reply",
    "travel-ban-unanswered-2019": "reply",
    "meeting-request-2019-08-13": "reply",
    "appeals-2019-08-28": "reply",
    "meeting-2019-09-18": "conduct",
    "press-conference-2019-10": "policy",
    "appeal-2019-10-10": "reply",
    "open-letter-2019-10-28": "policy",
    "appeal-2019-11-10": "reply",
    "pickets-2019-12": "reply",
    "page-closed-2019": "policy",
    "silence-2020-02-25": "policy",
    "trials-and-detentions": "policy",
}
OWN_SENTENCES = {
    "title", "reference", "shown_as", "post", "role", "unit", "place", "confidential_parts", "asks", "protect",
    "why_this_recipient", "preserve", "say", "what", "about", "to", "how", "put_right", "special_categories", "note",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(example: Path, regulations: Path) -> CaseFolder:
    """Return the example as read with the rules shipped."""
    law, _ = load_law(regulations)
    return read_case(example, law)


@pytest.fixture(scope="module")
def case(folder: CaseFolder) -> Case:
    assert folder.case is not None
    return folder.case


def incident(case: Case, incident_id: str) -> Incident:
    found = case.incident(incident_id)
    assert found is not None
    return found


def exhibit_files(example: Path) -> list[Path]:
    return sorted((example / "exhibits").iterdir())


def text_of(path: Path) -> str:
    """Return everything that a specimen says, its metadata included."""
    data = path.read_bytes()
    match path.suffix:
        case ".eml":
            message = email.message_from_bytes(data, policy=email.policy.default)
            return "\n".join([*map(str, message.values()), message.get_content()])
        case ".pdf":
            reader = PdfReader(io.BytesIO(data))
            described = map(str, (reader.metadata or {}).values())
            return "\n".join([*(page.extract_text() for page in reader.pages), *described])
        case ".docx":
            word = WordDocument(io.BytesIO(data))
            properties = word.core_properties
            return "\n".join([*(one.text for one in word.paragraphs), properties.title, properties.author])
        case ".png" | ".jpg":
            return data.decode("latin-1")
        case _:
            return data.decode("utf-8")


# What the folder is


def test_the_example_is_read_without_a_single_problem(folder: CaseFolder) -> None:
    assert folder.problems == ()


def test_it_tells_every_incident_of_the_report_and_what_each_is_about(case: Case) -> None:
    assert {one.id: one.facts["matter"].answer for one in case.incidents} == INCIDENTS


@pytest.mark.parametrize("recipient", ["ombudsman", "eeas", "olaf"])
def test_each_selection_places_every_incident_exactly_once_with_a_reason(case: Case, recipient: str) -> None:
    selection = case.selections[recipient]
    placed = (*selection.chosen, *selection.background, *selection.left_out)
    assert sorted(one.incident for one in placed) == sorted(INCIDENTS)
    assert all(len(one.reason) > 10 for one in placed)


def test_the_selections_are_those_of_a_careful_sender(case: Case) -> None:
    assert case.selections["ombudsman"].incidents == ("unanswered-requests-2019-02",)
    assert case.selections["ombudsman"].raised == ("charter:41(1)",)
    assert set(case.selections["olaf"].incidents) == {"mission-meeting-2019-04", "meeting-2019-09-18"}
    assert len(case.selections["eeas"].incidents) == 7


def test_editors_find_the_schema_in_the_first_line_of_every_file(example: Path) -> None:
    for path in sorted(example.rglob("*.yaml")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert match, path
        schema = json.loads((path.parent / match[1]).read_text(encoding="utf-8"))
        document, _ = read_document(path, path.name)
        assert document is not None
        jsonschema.validate(document.data, schema)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_schemas_beside_the_example_are_those_of_this_version(example: Path, name: str) -> None:
    stored = json.loads((example / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert stored == schema_for(name), f"run `complaintkit schema {name} > evidence/schemas/{name}.schema.json`"


# What the report leaves open stays open


def test_an_undated_visit_and_undated_words_have_no_date(case: Case) -> None:
    assert not incident(case, "prison-visit").when.known
    assert not incident(case, "doubts-about-victims").when.known


def test_the_first_letter_on_the_travel_ban_has_two_dates(case: Case) -> None:
    (letter,) = incident(case, "travel-ban-reply-2019-07").approaches
    assert str(letter.on.single) == "2019-07-10"
    assert [other.answer for other in letter.contradicted_by] == ["2019-07-15"]


def test_what_the_activist_was_advised_to_do_is_contradicted(case: Case) -> None:
    assert incident(case, "travel-ban-reply-2019-07").facts["explanation"].contradicted_by


@pytest.mark.parametrize("incident_id", ["inaccurate-information-2019-03", "parliamentary-reply-2018-12"])
def test_an_author_whom_nobody_names_is_unknown(case: Case, incident_id: str) -> None:
    assert incident(case, incident_id).official == "unknown"


def test_on_18_september_there_is_one_act_and_the_disclosure_has_its_open_questions(case: Case) -> None:
    meeting = incident(case, "meeting-2019-09-18")
    assert len(meeting.acts) == 1
    assert meeting.facts["listeners"].answer == ["national-missions"]
    for question in ("how-learned", "listeners-entitled", "already-public", "permitted", "whose-decision"):
        assert meeting.facts[question].answer == "unknown"


def test_nobody_is_given_an_employer_or_a_category_that_the_report_does_not_give(case: Case) -> None:
    assert {(one.employer, one.category) for one in case.file.officials.values()} == {("unknown", "unknown")}


def test_knowledge_is_dated_only_where_the_association_wrote_itself(case: Case) -> None:
    dated = {one.id for one in case.incidents if one.known_since}
    assert dated == {"emails-2018-01", "unanswered-requests-2019-02"}
    assert all(one.known_since or one.known_at_latest for one in case.incidents)


def test_the_own_letters_of_february_2019_have_no_reply_and_no_reminder(case: Case) -> None:
    letters = incident(case, "unanswered-requests-2019-02").approaches
    assert len(letters) == 2
    for letter in letters:
        assert (letter.by, letter.reply, letter.asks_for_answer) == ("association", "none", "yes")
        assert not letter.reminder
        assert letter.address is None
        assert letter.proof_of_sending is None


def test_every_incident_says_what_speaks_against_it(case: Case) -> None:
    assert all(one.against for one in case.incidents)


def test_every_assertion_has_an_exhibit(case: Case) -> None:
    for one in case.incidents:
        assert all(statement.exhibits for statement in (*one.what_happened, *one.against, *one.acts)), one.id


def test_hearsay_says_who_told_it(case: Case) -> None:
    for one in case.incidents:
        for statement in (*one.what_happened, *one.against):
            assert (statement.told_by is not None) == (statement.source == "hearsay"), statement.say


# Specimens


def test_the_exhibits_are_those_of_the_register_and_of_the_custody_log(example: Path) -> None:
    result = verify(example)
    assert result.problems == ()
    assert result.exhibits == result.entries == len(exhibit_files(example))


def test_the_specimens_come_in_the_formats_that_evidence_comes_in(example: Path) -> None:
    suffixes = [path.suffix for path in exhibit_files(example)]
    wanted = {".eml": 6, ".pdf": 4, ".docx": 2, ".txt": 2}
    assert all(suffixes.count(suffix) >= number for suffix, number in wanted.items())
    assert suffixes.count(".png") + suffixes.count(".jpg") >= 2


def test_every_specimen_says_that_it_is_one(example: Path) -> None:
    for path in exhibit_files(example):
        assert "SPECIMEN" in text_of(path), path.name


def test_a_pdf_has_the_pages_that_the_register_counts(example: Path, case: Case) -> None:
    for exhibit in pdfs(case):
        assert len(PdfReader(example / exhibit.file).pages) == exhibit.pages, exhibit.file


def test_no_pinpoint_leads_past_the_end_of_a_pdf(case: Case) -> None:
    pages = {exhibit.id: exhibit.pages or 0 for exhibit in pdfs(case)}
    for exhibit, at in cited([one.model_dump() for one in case.incidents]):
        page = re.fullmatch(r"p\. (\d+)", at or "")
        assert exhibit not in pages or (page and int(page[1]) <= pages[exhibit]), (exhibit, at)


def cited(value: Any) -> Iterator[tuple[str, str | None]]:
    """Yield every citation of an exhibit with its pinpoint, wherever it stands."""
    if isinstance(value, dict) and set(value) == {"exhibit", "at"}:
        yield value["exhibit"], value["at"]
    elif isinstance(value, dict):
        yield from cited(list(value.values()))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from cited(inner)


def pdfs(case: Case) -> list[Exhibit]:
    return [exhibit for exhibit in case.register.exhibits.values() if exhibit.file.endswith(".pdf")]


# Nobody is named


def forbidden(text: str) -> set[str]:
    found = set(re.findall(r"[^\W\d_]+", text.lower()))
    return {word for word in found if sha256(word.encode()).hexdigest()[:16] in FORBIDDEN}


def test_the_search_for_names_finds_one() -> None:
    assert forbidden("see https, please") == {"https"}


def test_no_file_of_the_example_names_a_person_an_organisation_or_a_country(example: Path) -> None:
    for path in sorted(example.rglob("*")):
        assert not forbidden(path.name)
        if path.is_file() and path.parent.name != "schemas":
            assert not forbidden(text_of(path)), path.name


def test_nobody_has_a_name_in_the_case(case: Case) -> None:
    people = (*case.file.officials.values(), *case.file.persons.values())
    assert not any(one.name or one.aliases for one in people)


# Translations


def own_sentences(value: Any, key: str = "") -> Iterator[str]:
    """Yield every text that a letter may print, wherever it stands."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from own_sentences(inner, name)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from own_sentences(inner, key)
    elif isinstance(value, str) and key in OWN_SENTENCES:
        yield normal(value)


@pytest.mark.parametrize("language", [one for one in shipped_languages() if one != "en"])
def test_every_sentence_of_the_case_is_translated(example: Path, case: Case, language: str) -> None:
    translated, problems = read_po(example / "translations" / f"{language}.po", f"translations/{language}.po")
    assert problems == ()
    wanted = set(own_sentences(case.file.model_dump()))
    for one in case.incidents:
        wanted |= set(own_sentences(one.model_dump()))
    wanted |= {exhibit.title for exhibit in case.register.exhibits.values()}
    wanted |= {exhibit.kind for exhibit in case.register.exhibits.values()}
    assert wanted - set(translated) == set()


@pytest.mark.parametrize("language", ["fr", "de"])
def test_dates_and_document_numbers_are_the_same_in_the_translation(example: Path, language: str) -> None:
    translated, _ = read_po(example / "translations" / f"{language}.po", f"translations/{language}.po")
    for source, text in translated.items():
        assert numbers(source) == numbers(text), source


def numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", text))
