"""What the models of a case folder's files are made of: the base of all, and the texts, numbers and dates they share."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

from complaintkit.case.spans import Span, parse_service, parse_span

Label = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
ExhibitId = Annotated[str, StringConstraints(pattern=r"^E[1-9][0-9]{0,4}$")]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
RecipientId = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]
When = Annotated[Span, BeforeValidator(parse_span)]
Service = Annotated[Span, BeforeValidator(parse_service)]


class Model(BaseModel):
    """A frozen value whose unknown keys are mistakes. A text that is all digits (`title: 2020`) is a text."""

    model_config = ConfigDict(
        defer_build=True, extra="forbid", frozen=True, arbitrary_types_allowed=True, coerce_numbers_to_str=True
    )


class Citation(Model):
    """An exhibit and the place in it (`at`: p. 2, para. 4, 00:01:30)."""

    exhibit: ExhibitId
    at: str | None = None


def parse_citation(value: Any) -> Any:
    """Return a citation as a mapping where only the number of the exhibit was typed."""
    return {"exhibit": value} if isinstance(value, str) else value
