"""What a letter says about itself: title, language, date, and an author only if the complainant wants one.

Both property parts are written afresh for each letter; nothing of whoever made or edited the template is carried over.
"""

from __future__ import annotations

from datetime import date

from markupsafe import escape

from complaintkit.documents.package import DECLARATION, Member, compressed
from complaintkit.documents.text import cleaned
from complaintkit.values import frozen

# How office programs name the languages whose spelling they check: the 24 official languages of the Union, each as
# written in the Member State that is the largest speaking it.
OFFICE_LANGUAGES = {
    "bg": "bg-BG",
    "cs": "cs-CZ",
    "da": "da-DK",
    "de": "de-DE",
    "el": "el-GR",
    "en": "en-GB",
    "es": "es-ES",
    "et": "et-EE",
    "fi": "fi-FI",
    "fr": "fr-FR",
    "ga": "ga-IE",
    "hr": "hr-HR",
    "hu": "hu-HU",
    "it": "it-IT",
    "lt": "lt-LT",
    "lv": "lv-LV",
    "mt": "mt-MT",
    "nl": "nl-NL",
    "pl": "pl-PL",
    "pt": "pt-PT",
    "ro": "ro-RO",
    "sk": "sk-SK",
    "sl": "sl-SI",
    "sv": "sv-SE",
}

CORE = "docProps/core.xml"
APPLICATION = "docProps/app.xml"

_CORE_PROPERTIES = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><dc:language>{language}</dc:language>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{created}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{modified}</dcterms:modified>'
    "</cp:coreProperties>"
)
_APPLICATION_PROPERTIES = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<DocSecurity>0</DocSecurity></Properties>"
)


@frozen
class CoreProperties:
    """The properties of one letter; `author` may be empty, `language` is a code such as "fr"."""

    title: str
    author: str
    language: str
    created: date


def office_language(language: str) -> str:
    """Return the language as office programs name it ("en" -> "en-GB"); an unknown one as it stands."""
    return OFFICE_LANGUAGES.get(language, language)


def told_by(properties: CoreProperties) -> dict[str, str]:
    """Return the core properties of a letter, by the names of their elements: these and no others."""
    day = f"{properties.created.isoformat()}T00:00:00Z"
    return {
        "title": cleaned(properties.title),
        "creator": cleaned(properties.author),
        "language": office_language(properties.language),
        "created": day,
        "modified": day,
    }


def property_members(properties: CoreProperties) -> tuple[Member, Member]:
    """Return the two property parts of a letter."""
    told = {name: escape(text) for name, text in told_by(properties).items()}
    core = _CORE_PROPERTIES.format(**told)
    return (
        compressed(CORE, DECLARATION + core.encode()),
        compressed(APPLICATION, DECLARATION + _APPLICATION_PROPERTIES.encode()),
    )
