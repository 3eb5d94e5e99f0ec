"""What `incident add` asks, in order, and the answers as the values of a new incident."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from complaintkit.cli.asking import Prompt, one_of

if TYPE_CHECKING:
    from complaintkit.case.values import Case

_SENT = "sent_"
_REPLIES = ("none", "acknowledgement", "part", "full", "refusal", "unknown")


def incident_values(answers: dict[str, Any]) -> dict[str, Any]:
    """Return the answers as the values of a new incident: what was sent apart, empty answers left out."""
    given = {key: answer for key, answer in answers.items() if answer}
    support = given.pop("support", {})
    sent = {key.removeprefix(_SENT): given.pop(key) for key in tuple(given) if key.startswith(_SENT)}
    exhibits = [_citation(one) for one in support.get("exhibits", [])]
    if sent.pop("anything", "no") == "yes":
        given["approach"] = {**sent, "exhibit": _citation(sent["exhibit"]) if "exhibit" in sent else None}
    return {**given, "vouched": support.get("vouched", False), "exhibits": exhibits}


def _citation(typed: Any) -> Any:
    return {"exhibit": typed} if isinstance(typed, str) else typed


def prompts_for(case: Case, answers: dict[str, Any]) -> Iterator[tuple[str, Prompt]]:
    """Yield what is asked of a new incident, each when it is its turn."""
    from complaintkit.case.answering import labels_of, parse_labels, parse_support

    labels = labels_of(case)
    officials = (*case.file.officials, "unknown")
    yield "title", Prompt("What happened, in one line?", "Unanswered letter of 3 May about visitors in prison")
    yield (
        "when",
        Prompt(
            "When?",
            "A day 2019-09-18, a month 2019-09, a year 2019, 2018-01-16 to 2018-01-31, or unknown.",
            None,
            _when,
        ),
    )
    yield "place", Prompt("Where?", "Enter: leave it open.", "")
    yield (
        "official",
        Prompt(
            "Which official?",
            f"Whose own conduct it was: {', '.join(officials)}. Others are added under `officials` in case.yaml.",
            "unknown",
            one_of(officials),
        ),
    )
    yield (
        "affected",
        Prompt(
            "Who was affected?",
            f"Labels, separated by commas: {', '.join(labels)}.\nOthers are added under `persons` in case.yaml. Enter: open.",
            "",
            lambda text: parse_labels(text, labels),
        ),
    )
    yield (
        "what_happened",
        Prompt(
            "What happened?",
            "In your own words, only what is known; each line is a paragraph, an empty line ends.\nWrite posts, not names.",
        ),
    )
    yield (
        "support",
        Prompt(
            "What shows it?",
            "Exhibits: E3, E4 p. 2. Or `vouched`, if the complainant knows it of its own knowledge. Enter: nothing yet.",
            "",
            lambda text: parse_support(text, case.register.exhibits),
        ),
    )
    yield (
        "known_since",
        Prompt(
            "Since when does the complainant know of it?",
            "Time limits run from that day. Enter: leave it open, then they run at the earliest from the incident itself.",
            "",
            lambda text: _known_since(text, answers["when"]),
        ),
    )
    yield from _sent(case, answers)


def _sent(case: Case, answers: dict[str, Any]) -> Iterator[tuple[str, Prompt]]:
    """Yield what is asked about a letter to the institution; without one, only whether there was one."""
    from complaintkit.case.answering import labels_of

    yield (
        "sent_anything",
        Prompt(
            "Was something sent to the institution about it?",
            "A letter, an e-mail, a request. If there were several, add the others in the file.",
            "no",
            one_of(("yes", "no")),
        ),
    )
    if answers["sent_anything"] == "no":
        return
    yield "sent_on", Prompt("When was it sent?", "A day 2019-10-01, or a month.", None, _when)
    yield (
        "sent_by",
        Prompt(
            "Who sent it?",
            f"A label: {', '.join(labels_of(case))}. The Ombudsman wants the complainant's own approach.",
            case.file.complainant.label,
            one_of(labels_of(case)),
        ),
    )
    respondent = case.file.respondent
    yield "sent_to", Prompt("To whom?", "The post or the unit, not a name.", respondent.unit or respondent.shown_as)
    yield "sent_about", Prompt("What was it about?", "In a few words: a request for a meeting.")
    yield "sent_how", Prompt("How was it sent?", "letter, e-mail, form ...", "letter")
    yield "sent_asks_for_answer", Prompt("Did it ask for an answer?", "", "unknown", one_of(("yes", "no", "unknown")))
    yield (
        "sent_exhibit",
        Prompt(
            "Which exhibit is it?",
            "A number, such as E3, or E4 p. 2. Enter: none yet.",
            "",
            lambda text: _one(text, case),
        ),
    )
    yield "sent_reply", Prompt("What came back?", f"One of {', '.join(_REPLIES)}.", "unknown", one_of(_REPLIES))
    if answers["sent_reply"] not in {"none", "unknown"}:
        yield "sent_replied_on", Prompt("When did it come back?", "A day 2019-11-01, or a month.", None, _when)


def _one(text: str, case: Case) -> Any:
    from complaintkit.case.answering import parse_support

    cited = parse_support(text, case.register.exhibits).get("exhibits", [])
    if len(cited) != 1:
        raise ValueError("Write one exhibit by its number, such as E3, or E4 p. 2.")
    return cited[0]


def _when(text: str) -> str:
    from complaintkit.case.writing import yaml_span

    yaml_span(text)
    return text


def _known_since(text: str, when: str) -> str:
    from complaintkit.case.spans import parse_span

    first = parse_span(when.partition(" to ")[0].strip()).first
    last = parse_span(text).last
    if first and last and last < first:
        raise ValueError(f"That is before it happened ({when}).")
    return text
