"""What a recipient takes: limits from the rules, a bundle cut between annexes, and what to do where it cannot be cut."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from complaintkit.languages.catalogue import load_catalogue
from complaintkit.law import lookup
from complaintkit.law.prepared import prepared_law
from complaintkit.locations import shipped
from complaintkit.packages.bundle import bind
from complaintkit.packages.contents import contents_of
from complaintkit.packages.labels import Heading, Labels
from complaintkit.packages.limits import Room, fitting, letter_problem, room
from complaintkit.packages.values import Annex, Bundle, Copy
from complaintkit.problems import Refused


def edps() -> Room:
    """Return what the European Data Protection Supervisor takes, as the shipped rules say."""
    law = prepared_law(shipped("regulations"))
    assert law is not None
    recipient = lookup.recipient(law, "edps")
    assert recipient is not None
    return room(recipient.attachments, None, None)


def weighing(number: int, megabytes: float) -> Annex:
    """Return an annex with a picture of about that size that cannot be packed any smaller."""
    side = int((megabytes * 1_000_000 / 3) ** 0.5)
    noise = random.Random(number).randbytes(side * side * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), noise).save(out, "PNG", compress_level=1)
    return Annex(number, f"E{number}", f"Picture {number}", copy=Copy(out.getvalue(), "png", "a" * 64))


def fitted(sizes: list[float], limits: Room) -> Bundle:
    annexes = [weighing(number, size) for number, size in enumerate(sizes, 1)]
    labels = Labels(load_catalogue("en"))
    contents = contents_of(annexes, {}, labels.catalogue)
    heading = Heading("Annexes", (), ("No", "Annex"))
    return fitting(contents, limits, lambda groups: bind(annexes, contents, heading, labels, groups))


def refusal(sizes: list[float], limits: Room) -> str:
    with pytest.raises(Refused) as refused:
        fitted(sizes, limits)
    (problem,) = refused.value.problems
    assert problem.hint
    return problem.code


def test_the_supervisor_takes_three_files_of_three_megabytes() -> None:
    assert edps() == Room(3_000_000, 2, ("pdf", "doc", "docx", "odt", "ppt", "pptx", "odp", "xls", "xlsx", "ods"))


def test_what_the_user_says_counts_before_the_rules() -> None:
    assert room(None, 0.5, 4) == Room(500_000, 3)
    assert room(None, None, None) == Room()


def test_a_small_bundle_is_one_file() -> None:
    assert len(fitted([0.5, 0.5], edps()).parts) == 1


def test_a_larger_one_is_cut_between_annexes() -> None:
    bundle = fitted([1.0, 1.2, 1.5, 0.9], edps())
    assert [one.part for one in bundle.annexes] == [0, 0, 1, 1]
    assert all(len(part.data) <= 3_000_000 for part in bundle.parts)


def test_too_many_files_are_refused() -> None:
    assert refusal([2.0, 2.0, 2.0], edps()) == "CK668"


def test_an_annex_that_is_too_large_alone_is_refused() -> None:
    assert refusal([0.5, 3.5], edps()) == "CK667"


def test_the_letter_has_to_fit_too() -> None:
    assert letter_problem(2_000_000, "docx", edps()) is None
    too_large, wrong_kind = letter_problem(4_000_000, "pdf", edps()), letter_problem(10, "txt", edps())
    assert too_large is not None
    assert too_large.code == "CK667"
    assert wrong_kind is not None
    assert wrong_kind.code == "CK669"
