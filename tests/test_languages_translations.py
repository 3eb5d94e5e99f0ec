"""Translation files: read with their mistakes, written with stable bytes, outdated where the source was changed."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from complaintkit.languages.translations import normal, parse_po, read_po, write_po

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), min_size=1)


def read(folder: Path, text: str | bytes) -> tuple[dict[str, str], list[str]]:
    path = folder / "fr.po"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    known, problems = read_po(path, "translations/fr.po")
    return known, [problem.as_line() for problem in problems]


def test_sentences_are_known_by_their_source(tmp_path: Path) -> None:
    known, problems = read(tmp_path, HEADER + 'msgid "the association"\nmsgstr "l\'association"\n')
    assert known == {"the association": "l'association"}
    assert problems == []


def test_folding_a_text_over_lines_makes_no_other_sentence(tmp_path: Path) -> None:
    known, _ = read(tmp_path, HEADER + 'msgid ""\n"one\\n"\n"two  three\\n"\nmsgstr "un deux"\n')
    assert known == {"one two three": "un deux"}


def test_an_empty_translation_counts_as_none(tmp_path: Path) -> None:
    assert read(tmp_path, HEADER + 'msgid "a"\nmsgstr ""\n') == ({}, [])


def test_a_fuzzy_translation_counts_as_none_with_a_warning(tmp_path: Path) -> None:
    known, (problem,) = read(tmp_path, HEADER + '#, fuzzy\nmsgid "a"\nmsgstr "b"\n')
    assert known == {}
    assert "CK441" in problem
    assert "remove the mark `fuzzy`" in problem


def test_a_damaged_file_is_an_error_with_its_line(tmp_path: Path) -> None:
    known, (problem,) = read(tmp_path, HEADER + 'msgid "a"\nmsgstr "b"\nnonsense\n')
    assert known == {}
    assert problem.startswith("translations/fr.po:6:1: error: CK440")


def test_latin_1_bytes_are_refused_as_in_any_file(tmp_path: Path) -> None:
    known, (problem,) = read(tmp_path, (HEADER + 'msgid "a"\nmsgstr "é"\n').encode("latin-1"))
    assert known == {}
    assert "UTF-8" in problem


@given(st.dictionaries(TEXT.map(normal).filter(bool), TEXT.map(normal).filter(bool), max_size=5))
def test_what_is_written_is_read_back(known: dict[str, str]) -> None:
    data = write_po("fr", [("case.yaml", source) for source in known], known, title="A case")
    assert {entry.source: entry.text for entry in parse_po(data.decode())} == known


def test_what_a_translator_wrote_for_a_sentence_that_is_gone_is_kept_as_a_comment() -> None:
    data = write_po("fr", [("case.yaml", "a")], {"a": "b"}, title="A case", obsolete={"old": "vieux"}).decode()
    assert '#~ msgid "old"\n#~ msgstr "vieux"' in data
    assert [entry.source for entry in parse_po(data)] == ["a"]


def test_the_same_sentences_give_the_same_bytes() -> None:
    assert write_po("fr", [("x", "a")], {}, title="A case") == write_po("fr", [("x", "a")], {}, title="A case")


def test_a_missing_quotation_mark_is_named_with_its_line_and_nothing_is_passed_over(tmp_path):
    path = tmp_path / "fr.po"
    path.write_text('msgid ""\nmsgstr ""\n\nmsgid "One\nmsgstr "Un"\n', encoding="utf-8")
    found, (problem,) = read_po(path, "translations/fr.po")
    assert found == {}
    assert (problem.file, problem.line, problem.severity) == ("translations/fr.po", 4, "error")
