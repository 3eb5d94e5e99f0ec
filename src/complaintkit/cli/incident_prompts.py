"""What `incident add` asks, in order, and the answers as the values of a new incident."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from complaintkit.cli.asking import Prompt, one_of
from complaintkit.cli.exhibit_prompts import Shown

if TYPE_CHECKING:
    from complaintkit.case.values import Case

_SENT = "sent_"
_REPLIES = ("none", "acknowledgement", "call", "meeting", "part", "full", "refusal", "unknown")
_CITED = ("exhibit", "proof_of_sending")


def incident_values(answers: dict[str, Any]) -> dict[str, Any]:
    """Return the answers as the values of a new incident: what was sent apart, empty answers left out."""
    given = {key: answer for key, answer in answers.items() if answer}
    support = given.pop("support", {})
    sent = {key.removeprefix(_SENT): given.pop(key) for key in tuple(given) if key.startswith(_SENT)}
    exhibits = [_citation(one) for one in support.get("exhibits", [])]
    if sent.pop("anything", "no") == "yes":
        given["approach"] = {**sent, **{key: _citation(sent[key]) for key in _CITED if key in sent}}
    return {**given, "vouched": support.get("vouched", False), "exhibits": exhibits}


def _citation(typed: Any) -> Any:
    return {"exhibit": typed} if isinstance(typed, str) else typed


def prompts_for(case: Case, answers: dict[str, Any]) -> Iterator[tuple[str, Prompt]]:
    """Yield what is asked of a new incident, each when it is its turn: what is asked depends on `answers` so far."""
    shown = Shown(case.register)
    yield "title", Prompt("What happened, in one line?", "Unanswered letter of 3 May about visitors in prison")
    days = "A day 2019-09-18, a month 2019-09, a year 2019, 2018-01-16 to 2018-01-31, or unknown."
    yield "when", Prompt("When?", days, None, _when)
    yield "place", Prompt("Where?", "Enter: leave it open.", "")
    yield "official", _official(case)
    yield "affected", _affected(case)
    told = "In your own words, only what is known; each line is a paragraph, an empty line ends."
    yield "what_happened", Prompt("What happened?", f"{told}\nWrite posts, not names.")
    yield "support", shown.prompt("What shows it?")
    knowledge = (
        "Time limits run from that day. Enter: leave it open, then they run at the earliest from the incident itself."
    )
    asked = "Since when does the complainant know of it?"
    yield "known_since", Prompt(asked, knowledge, "", lambda text: _known_since(text, answers["when"]))
    yield from _sent(case, answers, shown)


def _official(case: Case) -> Prompt:
    known = (*case.file.officials, "unknown")
    others = "Others are added under `officials` in case.yaml."
    return Prompt(
        "Which official?", f"Whose own conduct it was: {', '.join(known)}. {others}", "unknown", one_of(known)
    )


def _affected(case: Case) -> Prompt:
    from complaintkit.case.answering import parse_labels

    listed = f"Labels, separated by commas: {', '.join(case.labels)}."
    others = "Others are added under `persons` in case.yaml. Enter: open."
    return Prompt("Who was affected?", f"{listed}\n{others}", "", lambda text: parse_labels(text, case.labels))


def _sent(case: Case, answers: dict[str, Any], shown: Shown) -> Iterator[tuple[str, Prompt]]:
    """Yield what is asked about a letter to the institution; without one, only whether there was one."""
    several = "A letter, an e-mail, a request. If there were several, add the others in the file."
    yes_no = one_of(("yes", "no"))
    yield "sent_anything", Prompt("Was something sent to the institution about it?", several, "no", yes_no)
    if answers["sent_anything"] == "no":
        return
    respondent = case.file.respondent
    yield "sent_on", Prompt("When was it sent?", "A day 2019-10-01, or a month.", None, _when)
    yield "sent_by", _sender(case)
    yield "sent_to", Prompt("To whom?", "The post or the unit, not a name.", respondent.unit or respondent.shown_as)
    yield "sent_about", Prompt("What was it about?", "In a few words: a request for a meeting.")
    yield "sent_how", Prompt("How was it sent?", "letter, e-mail, form ...", "letter")
    where = "As it stands on the letter; the address shows whether it could be acted on. Enter: not known."
    yield "sent_address", Prompt("To which address?", where, "")
    yield "sent_asks_for_answer", Prompt("Did it ask for an answer?", "", "unknown", one_of(("yes", "no", "unknown")))
    number = "A number, such as E3, or E4 p. 2; `list` shows them, `add FILE` takes one in. Enter: none yet."
    yield "sent_exhibit", Prompt("Which exhibit is it?", number, "", shown.one)
    proof = f"A postal receipt, a read receipt, the e-mail as sent. {number}"
    yield "sent_proof_of_sending", Prompt("What proves that it was sent?", proof, "", shown.one)
    yield from _came_back(answers)


def _came_back(answers: dict[str, Any]) -> Iterator[tuple[str, Prompt]]:
    yield "sent_reply", Prompt("What came back?", f"One of {', '.join(_REPLIES)}.", "unknown", one_of(_REPLIES))
    if answers["sent_reply"] not in {"none", "unknown"}:
        yield "sent_replied_on", Prompt("When did it come back?", "A day 2019-11-01, or a month.", None, _when)
    if answers["sent_reply"] == "part":
        open_part = "The question or the request to which the reply says nothing. Enter: leave it open."
        yield "sent_leaves_open", Prompt("What did it leave open?", open_part, "")
    if answers["sent_reply"] not in {"full", "refusal"}:
        reminder = "The day of the last one. Enter: none. The Ombudsman wants to see that you asked again."
        yield (
            "sent_reminded_on",
            Prompt(
                "On which day was a reminder sent?", reminder, "", lambda text: _reminded_on(text, answers["sent_on"])
            ),
        )


def _sender(case: Case) -> Prompt:
    own = "The Ombudsman wants the complainant's own approach."
    known = f"A label: {', '.join(case.labels)}."
    return Prompt("Who sent it?", f"{known} {own}", case.file.complainant.label, one_of(case.labels))


def _when(text: str) -> str:
    from complaintkit.case.writing import yaml_span

    yaml_span(text)
    return text


def _known_since(text: str, when: str) -> str:
    return _not_before(text, when, f"That is before it happened ({when}).")


def _reminded_on(text: str, sent_on: str) -> str:
    return _not_before(text, sent_on, f"That is before the letter was sent ({sent_on}).")


def _not_before(text: str, when: str, why: str) -> str:
    """Return a day as typed; raises ValueError, and says why, where it lies before another one."""
    from complaintkit.case.spans import parse_span

    first = parse_span(when.partition(" to ")[0].strip()).first
    last = parse_span(text).last
    if first and last and last < first:
        raise ValueError(why)
    return text
