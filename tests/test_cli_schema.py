"""`complaintkit schema`: JSON Schema for editors, which accepts what `check` accepts and marks what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from complaintkit.case.schemas import SCHEMAS, schema_for
from complaintkit.cli.main import entry
from complaintkit.source.documents import parse_document, read_document


def complaints(name: str, text: str) -> list[str]:
    document, problems = parse_document(text, "x.yaml")
    assert document is not None
    assert not problems
    return [error.message for error in Draft202012Validator(schema_for(name)).iter_errors(document.data)]


@pytest.mark.parametrize("name", [*SCHEMAS, ""])
def test_it_prints_one_json_object(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        entry(["schema", *([name] if name else [])])
    assert ended.value.code == 0
    printed = capsys.readouterr().out
    assert printed.startswith("{")
    schema: dict[str, Any] = json.loads(printed)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"]
    assert schema["description"]
    Draft202012Validator.check_schema(schema)
    assert schema == schema_for(name or "case")


def test_another_name_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        entry(["schema", "letters"])
    assert ended.value.code == 2
    assert "incident" in capsys.readouterr().err


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_examples_files_fit_their_schemas(name: str, example: Path) -> None:
    validator = Draft202012Validator(schema_for(name))
    paths = sorted(example.glob(SCHEMAS[name][1]))
    assert paths
    for path in paths:
        document, _ = read_document(path, path.name)
        assert document is not None
        assert [error.message for error in validator.iter_errors(document.data)] == [], path.name


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_beside_the_example_are_those_that_are_printed(name: str, example: Path) -> None:
    beside = json.loads((example / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert beside == schema_for(name), f"complaintkit schema {name} > evidence/schemas/{name}.schema.json"


INCIDENT = "title: T\nwhen: 2019-09-18\n"


@pytest.mark.parametrize(
    "typed",
    [
        "what_happened: plain text\n",
        "what_happened: [plain, {say: x, exhibits: [E1, {exhibit: E2, at: p. 2}]}]\n",
        "facts: {a: yes, b: {answer: no, exhibits: [E1]}, c: [x, y], d: 3, e: true}\n",
        "known_since: {from: 2019-01, to: 2019-02}\nknown_at_latest: 2020\n",
        "known_since: unknown\n",
        "exhibits: [E1]\nvouched: yes\nsource: own\n",
        "approaches: [{on: 2019-01-01, by: a, to: b, about: c, exhibit: E3, reply: none}]\n",
        "approaches: [{on: 2019-01-01, by: a, to: b, about: c, reply: {kind: full, on: 2019-02-01}}]\n",
        "approaches: [{id: x, on: 2019-01-01, by: a, to: b, about: c, replies: [{kind: call, on: 2019, leaves_open: d}]}]\n",
    ],
)
def test_every_shorthand_is_known_to_editors(typed: str) -> None:
    assert complaints("incident", INCIDENT + typed) == []


@pytest.mark.parametrize(
    "typed",
    [
        "id: x\n",
        "afected: [a]\n",
        "affected: association\n",
        "exhibits: [X1]\n",
        "official: Deputy Head\n",
        "approaches: [{on: 2019-01-01, by: a, to: b, about: c, reply: full}]\n",
        "approaches: [{on: 2019-01-01, by: a, to: b, about: c, replies: [{kind: letter, on: 2019}]}]\n",
        "approaches: [{on: 2019-01-01, by: a, to: b, about: c, address_is: good}]\n",
        "known_since: soon\n",
    ],
)
def test_what_check_refuses_editors_mark(typed: str) -> None:
    assert complaints("incident", INCIDENT + typed)


def test_a_title_of_digits_is_no_mistake_to_editors() -> None:
    assert complaints("incident", "title: 2019\nwhen: 2019\n") == []


def test_the_register_has_its_numbers_as_keys() -> None:
    entry_ = f"{{file: x, sha256: '{'0' * 64}', size: 1, title: t}}"
    assert complaints("exhibits", f"format: 1\nexhibits:\n  E1: {entry_}\n") == []
    assert complaints("exhibits", f"format: 1\nexhibits:\n  X1: {entry_}\n")
