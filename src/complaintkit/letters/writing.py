"""What the parts of one letter share while it is composed: the values it is made of, its language, its numbers.

A `Writing` counts paragraphs and annexes as they are used and collects what stands in the way (problems) and what a person
must confirm. One is made for each letter and thrown away with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache

from complaintkit.assessment.values import Assessment, Cited, ClaimResult, RecipientResult
from complaintkit.case.disclosing import INSTITUTION
from complaintkit.case.spans import Span
from complaintkit.case.values import Case, Citation, Exhibit, Incident, Selection, Treatment
from complaintkit.disclosure import LEFT_OUT
from complaintkit.languages import citations, formats
from complaintkit.languages.catalogue import Catalogue, Untranslated, load_catalogue
from complaintkit.languages.translations import shortened
from complaintkit.law.translations import normal, translated_rules
from complaintkit.law.values import Authority, Law, Recipient, Text
from complaintkit.letters.shared import Shared
from complaintkit.letters.values import Block, Version
from complaintkit.problems import Problem, error

MARK_OPENS, MARK_CLOSES = "⟦", "⟧"


class Writing:
    """One letter in the making; `case` is already the case as this recipient may see it."""

    def __init__(  # noqa: PLR0917 - what a letter is made of, in the order of the house
        self,
        case: Case,
        law: Law,
        assessment: Assessment,
        selection: Selection,
        recipient: Recipient,
        catalogue: Catalogue,
        on: date,
        *,
        draft: bool,
        version: Version = "",
        shared: Shared | None = None,
    ) -> None:
        self.shared = shared or Shared()
        self.case, self.law, self.assessment, self.selection = case, law, assessment, selection
        self.recipient, self.catalogue, self.on, self.draft = recipient, catalogue, on, draft
        self.version = version
        self.language = catalogue.language
        self._shipped = catalogue is load_catalogue(self.language)
        self.problems: dict[Problem, None] = {}
        self.to_confirm: dict[str, None] = {}
        self.unconfirmed_citations: dict[str, None] = {}
        self.working_translations: dict[str, None] = {}
        self.used_annexes: dict[str, int] = {}
        self._places: dict[str, dict[str, str]] = {}
        self._paragraphs = 0
        self._free = max((0, *selection.annexes.values(), *selection.retired_annexes)) + 1

    @property
    def reader(self) -> str:
        """The recipient whose view the letter is written for: of a non-confidential version, the institution."""
        return INSTITUTION if self.version == "non-confidential" else self.recipient.id

    @cached_property
    def treatment(self) -> Treatment:
        """How this recipient is asked to treat the complaint."""
        return self.case.file.treatment.get(self.recipient.id, Treatment())

    @cached_property
    def sender_hidden(self) -> bool:
        """Tell whether the letter leaves out who sends it, which OLAF's rules allow."""
        return self.treatment.without_sender and self.recipient.id == "olaf"

    @cached_property
    def chosen(self) -> tuple[Incident, ...]:
        """The incidents chosen for this recipient that the case has, by date, then id."""
        wanted = set(self.selection.incidents)
        return tuple(incident for incident in self.case.incidents if incident.id in wanted)

    @cached_property
    def chosen_by_id(self) -> dict[str, Incident]:
        """The chosen incidents by their ids, in the same order."""
        return {incident.id: incident for incident in self.chosen}

    @cached_property
    def claims(self) -> tuple[ClaimResult, ...]:
        """The claims put to this recipient that hold at least one chosen incident; a letter around the complaint has none."""
        wanted = set(self.selection.incidents)
        claims = () if self.recipient.around else self.result.claims
        return tuple(claim for claim in claims if wanted & set(claim.incidents))

    @cached_property
    def result(self) -> RecipientResult:
        """What the assessment says of this recipient; without claims where it says nothing."""
        for result in self.assessment.recipients:
            if result.recipient == self.recipient.id:
                return result
        raise LookupError(f"the assessment says nothing of {self.recipient.id}")

    def incidents_of(self, claim: ClaimResult) -> tuple[Incident, ...]:
        """Return the chosen incidents of a claim."""
        return tuple(self.chosen_by_id[one] for one in claim.incidents if one in self.chosen_by_id)

    # Sentences

    def say(self, message: str, **values: str | int) -> str:
        """Return a fixed sentence in the letter's language."""
        try:
            if self._shipped:
                return _said(self.language, message, *values.items())
            return formats.one_stop(formats.typographic(self.catalogue.say(message, **values)))
        except Untranslated as missing:
            return self._unsaid(missing, **values)

    def say_many(self, one: str, many: str, n: int, **values: str | int) -> str:
        """Return the fixed sentence for the number `n` in the letter's language."""
        try:
            return formats.one_stop(formats.typographic(self.catalogue.say_many(one, many, n, **values)))
        except Untranslated as missing:
            return self._unsaid(missing, n=n, **values)

    def _unsaid(self, missing: Untranslated, **values: str | int) -> str:
        hint = "add it to the catalogue of the language, or choose another language"
        self.refuse("CK418", f"the product's own sentence is not translated: “{missing.message}”", hint, "")
        return _marked(missing.message.format(**values))

    def own(self, text: str) -> str:
        """Return one of the case's own sentences in the letter's language; of what is left out, that it is."""
        if text == LEFT_OUT:
            return self.say("[Confidential: left out of this version]")
        source = normal(text)
        if self.language == self.case.file.language:
            return formats.typographic(source)
        translated = self.case.translations.get(self.language, {}).get(source)
        return formats.typographic(translated) if translated else self._untranslated(source)

    def _untranslated(self, source: str) -> str:
        command = f"complaintkit translate export --lang {self.language}"
        message = f"no {self.language} translation, or the sentence was changed since: “{shortened(source)}”"
        hint = f"`{command}` writes the file with every sentence to translate"
        self.refuse("CK416", message, hint, f"translations/{self.language}.po")
        return _marked(source)

    def rule(self, text: str) -> str:
        """Return one of the rules' sentences (a criterion, a title) in the letter's language."""
        source = normal(text)
        if self.language == "en":
            return formats.typographic(source)
        translated = self._rules.get(source)
        if translated is None:
            message = f"a sentence of the rules has no {self.language} translation: “{shortened(source)}”"
            hint = f"add it to regulations/translations/{self.language}.po"
            self.refuse("CK417", message, hint, f"regulations/translations/{self.language}.po")
        return formats.typographic(translated) if translated else _marked(source)

    @cached_property
    def _rules(self) -> Mapping[str, str]:
        return translated_rules(self.law, self.language)

    def form_of_address(self, what: str, text: Text) -> str:
        """Return the recipient's name or a form of address in the letter's language."""
        written = text.in_language(self.language)
        if written is not None:
            return written
        message = f"no {what} for `{self.recipient.id}` is held in {self.language}"
        file = f"regulations/recipients/{self.recipient.id}.yaml"
        self.refuse("CK426", message, f"add it there under `{what}`, with its status", file)
        return _marked(text.in_language("en") or self.recipient.id)

    def span(self, when: Span) -> str:
        """Return a span of time as the language writes it, to stand after a colon."""
        return formats.span(when, self.language)

    def day(self, day: date) -> str:
        """Return a date in full."""
        return formats.long_date(day, self.language)

    def list(self, items: Iterable[str]) -> str:
        """Return a list in a sentence: "a, b and c"."""
        return formats.listing(items, self.language)

    def cite(self, reference_id: str, *, with_act: bool = True) -> str:
        """Return a provision as the language cites it, and remember to have its form confirmed where nobody has yet."""
        text = formats.typographic(citations.cite(reference_id, self.language, with_act=with_act))
        if citations.unverified_citation(reference_id, self.language):
            self.unconfirmed_citations.setdefault(text)
        return text

    def cite_alone(self, reference_id: str) -> str:
        """Return a provision as it stands in a heading or a list."""
        self.cite(reference_id)
        return formats.typographic(citations.cite_alone(reference_id, self.language))

    def cite_bare(self, reference_id: str, *, with_act: bool = True) -> str:
        """Return a provision as it stands in parentheses or after a colon."""
        self.cite(reference_id, with_act=with_act)
        return formats.typographic(citations.cite_bare(reference_id, self.language, with_act=with_act))

    def cite_authority(self, authority: Authority) -> str:
        """Return a judgment or decision as the language cites it."""
        return formats.typographic(citations.cite_authority(authority, self.language))

    def called(self, label: str) -> str:
        """Return what letters call the person, official or body with this label; never a name."""
        file = self.case.file
        if label == file.complainant.label:
            return self.say("the sender") if self.sender_hidden else self.own(file.complainant.shown_as)
        if label == file.respondent.institution:
            return self.own(file.respondent.shown_as)
        if label in file.officials:
            return self.own(file.officials[label].post)
        return self.own(file.persons[label].shown_as) if label in file.persons else self.own(label)

    # Blocks

    def paragraph(self, text: str, reference: str = "", source: str = "", part: str = "") -> Block:
        """Return the next numbered paragraph; numbers run through the whole letter."""
        self._paragraphs += 1
        return Block("paragraph", str(self._paragraphs), text, reference, source, part)

    def item(self, index: int, text: str, reference: str = "", source: str = "") -> Block:
        """Return an item of a list, with the marker that the language uses."""
        return Block("item", formats.marker(index, self.language), text, reference, source)

    def heading(self, text: str, part: str = "") -> Block:
        """Return a heading inside a section."""
        return Block("heading", "", text, part=part)

    # Annexes

    def annex(self, citation: Citation | Cited) -> str:
        """Return "Annex 3, p. 2" for an exhibit, which thereby becomes an annex of this letter."""
        text = self.say("Annex {number}", number=self._number(citation.exhibit))
        if not citation.at:
            return text
        known = formats.known_pinpoint(citation.at)
        place = formats.pinpoint(citation.at, self.language) if known else self.own(citation.at)
        self._places.setdefault(citation.exhibit, {})[citation.at] = place
        return f"{text}, {place}"

    def places_in(self, exhibit_id: str) -> tuple[tuple[str, str], ...]:
        """Return the places cited so far in an exhibit, each as the case writes it and as the letter does."""
        return tuple(self._places.get(exhibit_id, {}).items())

    def references(self, cited: Iterable[Citation | Cited]) -> str:
        """Return "(Annex 3, p. 2; Annex 4)", each once, or nothing where nothing is cited."""
        written = tuple(dict.fromkeys(self.annex(citation) for citation in cited))
        return f"({'; '.join(written)})" if written else ""

    def exhibit(self, exhibit_id: str) -> Exhibit | None:
        """Return the exhibit of that id from the register."""
        return self.case.register.exhibits.get(exhibit_id)

    def _number(self, exhibit_id: str) -> int:
        if exhibit_id not in self.used_annexes:
            if self.exhibit(exhibit_id) is None:
                hint = "register the file with `complaintkit evidence add`, or correct the number"
                self.refuse("CK415", f"exhibit {exhibit_id} is cited but is not in the register", hint, "exhibits.yaml")
            self.used_annexes[exhibit_id] = self.selection.annexes.get(exhibit_id) or self._next()
        return self.used_annexes[exhibit_id]

    def _next(self) -> int:
        self._free += 1
        return self._free - 1

    # What stands in the way, and what a person must confirm

    def refuse(self, code: str, message: str, hint: str | None, file: str) -> None:
        """Remember a problem that refuses a final letter and marks a draft; each only once."""
        self.problems.setdefault(error(file or f"selections/{self.recipient.id}.yaml", code, message, hint))

    def confirm(self, sentence: str) -> None:
        """Remember a sentence for the user about what must be confirmed before sending; each only once."""
        self.to_confirm.setdefault(sentence)


@lru_cache(maxsize=8192)
def _said(language: str, message: str, *values: tuple[str, str | int]) -> str:
    """Return a sentence of a shipped catalogue as letters print it; most are said again, with the same values."""
    return formats.one_stop(formats.typographic(load_catalogue(language).say(message, **dict(values))))


def _marked(text: str) -> str:
    return f"{MARK_OPENS}{text}{MARK_CLOSES}"
