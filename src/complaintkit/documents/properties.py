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
    "<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dc:language>{language}</dc:language>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified>'
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


def property_members(properties: CoreProperties) -> tuple[Member, Member]:
    """Return the two property parts of a letter."""
    core = _CORE_PROPERTIES.format(
        title=escape(cleaned(properties.title)),
        author=escape(cleaned(properties.author)),
        language=escape(office_language(properties.language)),
        day=properties.created.isoformat(),
    )
    return (
        compressed(CORE, DECLARATION + core.encode()),
        compressed(APPLICATION, DECLARATION + _APPLICATION_PROPERTIES.encode()),
    )
