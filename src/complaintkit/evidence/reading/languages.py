"""A guess at the language of a text, by its commonest words; always a guess, and none where the text is too short.

The well-kept libraries for this are large or learn from data that nobody can look at; for the 24 official languages of the
Union and Kazakh, Russian and Ukrainian, words that every page has tell them apart well enough to propose a language that
a person confirms.
"""

from __future__ import annotations

import re
from collections import Counter

LEAST_WORDS = 6
_SHARE = 0.08
_CLEARLY = 1.15
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = {
    "bg": "и на се за да от че не са по като това при което който която беше през без или може ще както също към",
    "cs": "a se na je že v o s z do to jako pro by ale který která jsem jsou aby bylo byl podle nebo také při již není",
    "da": "og i at det er en til af på som med for ikke der den har jeg de et blev vi kan om fra også efter eller hvor",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch wurde ich sie es dass",
    "el": "και το να του η της που με για στο την από ο τα των είναι δεν στην σε τον θα ότι οι μας κατά προς αυτό",
    "en": "the of and to in that is was for it with as on be at by this had not are but from have which you we were",
    "es": "de la que el en y los del se las por un para con no una su al es lo como más pero sus este fue ha sobre",
    "et": "ja on ei et see ka oli mis kui ning oma ta aga selle või nii siis mida kes ole tema olid välja kuid mitte",
    "fi": "ja on ei se että hän oli joka mutta kun niin ovat myös sen tai kuin olla mukaan jos ole sekä hänen tämä",
    "fr": "de la le et les des en un du une que est pour qui dans a par sur pas au plus ne ce avec sont il nous vous",
    "ga": "an na agus ar is go i le a do bhí sé sin nach níl atá chun ach sí leis mar ag dá bhfuil faoi seo iad",
    "hr": "je i u na se da su za od s a kao što nije ili ali bi koji koja iz te kako sam bio bilo prema može ovaj",
    "hu": "a az és hogy nem is egy van volt meg ez de csak mint már azt vagy még el kell sem ha ki ezt amely nagy",
    "it": "di che e la il un a per è in una mi sono non si con da del della le dei nel come anche più ha alla questo",
    "kk": "және бұл бір мен үшін деп да бар оның осы болып емес сол ол бойынша туралы еді туындаған бірақ кейін қазақстан",
    "lt": "ir yra kad su į iš tai kaip bet ne per buvo jo apie taip pat ar už dėl nuo jis po prie šis jau kurie",
    "lv": "un ir no ka par ar uz kas arī bija tas pie vai ne to bet kā tika pēc viņš savu lai šo nav gan līdz",
    "mt": "li ta u il fil minn biex tal għal din hija ma kien dan għall mill huwa hemm kif jew bil lill dwar fuq",
    "nl": "de en van het een in is dat op te zijn met voor niet die aan er om ook als maar door werd bij ik hij",
    "pl": "i w na z do się nie że to jest o jak po przez dla od za co ale przy był być oraz tak który która ze",
    "pt": "de que e o a do da em um para com não uma os no se na por mais as dos como mas ao foi das são está",
    "ro": "de și în a la cu pe nu că este o un din care pentru mai sunt ca fost sau prin această acest au după dar",
    "ru": "и в не на что с как это по но он к у я за из от был для так было она вы мы они или также если при",
    "sk": "a na sa je v že s to do z o ako pre ale by aj som ktorý ktorá sú podľa bol bolo alebo pri nie má už",
    "sl": "in je na se da za v so ki pa bi z tudi kot po ni iz ne bil bilo lahko pri ali še o smo sem kar",
    "sv": "och i att det som en på är av för med till den har de inte om ett men var jag från vi kan eller efter",
    "uk": "і в не на що з як це та до у за про але він від для його було є або ми вони також які який щоб",
}
_LANGUAGES: dict[str, list[str]] = {}
for _language, _words in _COMMON.items():
    for _word in _words.split():
        _LANGUAGES.setdefault(_word, []).append(_language)


def language_of(text: str) -> str | None:
    """Return the two-letter code of the language that a text is probably in; None where it cannot be told."""
    total, scores = _scores(text)
    if total < LEAST_WORDS or not scores:
        return None
    (language, best), *others = scores.most_common(2)
    clear = not others or best >= _CLEARLY * others[0][1]
    return language if clear and best >= _SHARE * total else None


def likeness(text: str) -> float:
    """Return how much a text is like one of the languages, from 0: what decides between charsets."""
    total, scores = _scores(text)
    return max(scores.values(), default=0) / max(1, total)


def _scores(text: str) -> tuple[int, Counter[str]]:
    """Return how many words a text has, and how many of them are common in each language."""
    words = Counter(_WORD.findall(text.casefold()))
    scores: Counter[str] = Counter()
    for word, count in words.items():
        for language in _LANGUAGES.get(word, ()):
            scores[language] += count
    return words.total(), scores
