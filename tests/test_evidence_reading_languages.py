"""The guess at a language: one sentence of each, invented for the purpose, and none where there is too little."""

from __future__ import annotations

import pytest

from complaintkit.evidence.reading.languages import language_of

SENTENCES = {
    "bg": "Не бях на срещата, която беше за доклада, и не ми казаха, че това ще се случи след нея.",
    "cs": "Nebyl jsem na schůzce, která se konala v pondělí, a nikdo mi neřekl, že to bylo o zprávě pro nás.",
    "da": "Jeg var ikke til mødet, og der er ingen som har sagt til mig at det var om en rapport for os.",
    "de": "Ich war nicht bei der Sitzung, und es ist auch nicht so, dass die Leitung uns das gesagt hat.",
    "el": "Δεν ήμουν στην συνάντηση και δεν μου είπαν ότι θα είναι για την έκθεση που έγινε από το γραφείο.",
    "en": "I was not at the meeting, and they had not told us that it would be about the report.",
    "es": "No estaba en la reunión y no me han dicho que el informe es para los que lo pidieron por carta.",
    "et": "Ma ei olnud koosolekul ja keegi ei öelnud, et see oli nii, kui ta on aru saanud.",
    "fi": "En ollut kokouksessa, eikä kukaan ole sanonut että se oli niin kuin hän on kirjeessä kertonut, mutta ei se ole.",
    "fr": "Je ne suis pas venu à la réunion, et il ne nous a pas été dit que le rapport est pour les autres.",
    "ga": "Ní raibh mé ag an gcruinniú agus níor dúradh go raibh sé ar an tuarascáil atá ag na daoine.",
    "hr": "Nisam bio na sastanku i nitko mi nije rekao da je to bilo za izvješće koje se mora dati kao što piše.",
    "hu": "Nem voltam ott az ülésen, és nem mondták meg, hogy ez is csak egy jelentés volt, ha már kell.",
    "it": "Non ero alla riunione e non mi hanno detto che il rapporto è per gli altri, come sono stati scritti.",
    "kk": "Мен бұл жиналыста болған жоқпын және ол туралы есеп бар деп айтылған емес, осы үшін хат жаздым.",
    "lt": "Aš nebuvau posėdyje ir man niekas nesakė, kad tai buvo apie ataskaitą, bet jis taip pat yra čia.",
    "lv": "Es nebiju sanāksmē, un man neviens nav teicis, ka tas bija par ziņojumu, kas ir pie viņa.",
    "mt": "Jien ma kontx fil-laqgħa u ma qalulix li din kienet dwar ir-rapport tal-uffiċċju għal dan il-każ.",
    "nl": "Ik was niet bij de vergadering en het is ook niet zo dat men ons heeft gezegd dat er een verslag is.",
    "pl": "Nie było mnie na spotkaniu i nikt mi nie powiedział, że to jest o raporcie, który się u nas pisze.",
    "pt": "Não estava na reunião e não me foi dito que o relatório é para os outros, como uma carta ao chefe.",
    "ro": "Nu am fost la ședință și nu mi s-a spus că este un raport pentru cei care au scris din birou.",
    "ru": "Я не был на собрании, и мне не сказали, что это было так, как они написали для нас.",
    "sk": "Nebol som na stretnutí, ktoré sa konalo v pondelok, a nikto mi nepovedal, že to bolo o správe pre nás, ako aj je.",
    "sl": "Nisem bil na sestanku in nihče mi ni povedal, da je to bilo za poročilo, ki se lahko tudi prebere.",
    "sv": "Jag var inte på mötet, och det är ingen som har sagt till mig att det var om en rapport för oss.",
    "uk": "Я не був на зборах, і мені не сказали, що це було так, як вони написали для нас або про звіт.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_of_each_language(language):
    assert language_of(SENTENCES[language]) == language


@pytest.mark.parametrize(
    "text", ["", "OK", "12.5 17.3 29.1 2019", "Lorem ipsum dolor sit amet consectetur adipiscing elit"]
)
def test_none_where_it_cannot_be_told(text):
    assert language_of(text) is None
