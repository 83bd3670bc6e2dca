"""Everybody in the story, by handle. All names are invented; the ids are random, as ids of people must be."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from random import Random
from typing import Any

_SEED = 20231106
_DIGITS = "23456789abcdefghjkmnpqrstuvwxyzo"

COLLEAGUES = {
    "trevidy": "Maëlle Trévidy",
    "wickstrom": "Jonas Wickströmer",
    "devaney": "Lorcan Devanagh",
    "somogyi": "Beatrix Somogyvári",
    "norlund": "Kasper Nørlundby",
    "pellizzari": "Adriana Pellizzoni",
}
ELSEWHERE = {
    "hogendaal": "Piet Hogendaal",
    "varenchon": "Élodie Varenchon",
    "ferrabosco": "Matteo Ferraboschi",
    "castellnou": "Núria Castellnovell",
}
BOARD = {
    "oldekamp": "Margarethe Oldekamp",
    "brenzone": "Fulvio Brenzonello",
    "rasmark": "Solveig Rasmark",
    "keaveney": "Declan Keavenagh",
    "hravat": "Zdenka Hravatić",
}
EXECUTIVES = {
    "hjelmgaard": "Anders Hjelmsgaard",
    "vilharinho": "Catarina Vilharinho",
    "achtelbach": "Werner Achtelbach",
    "zielniewicz": "Bartosz Zielniewicz",
    "vanaalsdonk": "Rutger van Aalsdonk",
    "dorvaux": "Ghislaine Dorvaux",
    "kallionpera": "Eero Kallionperä",
    "breathnach": "Fionnuala Breathnaigh",
    "dragomir": "Lucian Dragomireanu",
    "ylitervo": "Sanna Ylitervola",
    "garancon": "Thibault Garançon",
}
FINANCE = {
    "hallersleben": "Birgit Hallersleben",
    "vrettakis": "Nikolaos Vrettakidis",
    "petrulaite": "Marija Petrulaitė",
    "tierney": "Oisín Tierney-Walshe",
    "sebestik": "Radka Šebestíková",
    "pennoweth": "Gareth Pennoweth",
    "montecalvi": "Ilaria Montecalvini",
    "steenwijk": "Hendrik Steenwijker",
}
OPERATIONS = {
    "drysdaile": "Callum Drysdaile",
    "bellonzi": "Chiara Bellonzetti",
    "ravagnolo": "Stefano Ravagnolo",
    "kasprowiak": "Ewa Kasprowiak",
    "sorrentelli": "Davide Sorrentelli",
    "llanfair": "Rhys Llanfairwyn",
    "tosatti": "Agnese Tosattini",
    "bleeksma": "Wouter Bleeksma",
    "stolzmann": "Henrike Stolzmann",
    "bjornevik": "Aleksander Bjørnevik",
    "quintanares": "Paulo Quintanares",
    "fenyvesi": "Dorottya Fenyveshegyi",
    "kestermann": "Reinhold Kestermann",
    "voldrich": "Šárka Voldřichová",
    "lambrecque": "Yves Lambrecque",
    "rantasalo": "Tuuli Rantasalmela",
}
INFORMATION = {
    "brandhofer": "Ilse Brandhofer",
    "tammsalu": "Mihkel Tammsalu",
    "ionascu": "Vasile Ionașcanu",
    "amundrod": "Signe Amundrød",
    "iturraspe": "Gonzalo Iturraspide",
    "maesglas": "Bethan Maesglas",
    "cavaliggi": "Lorenzo Cavaliggi",
}
PURCHASING_AND_RESEARCH = {
    "rehwinkler": "Matthias Rehwinkler",
    "wilczkowska": "Joanna Wilczkowska",
    "chastanel": "Benoît Chastanel",
    "montserrell": "Sílvia Montserrell",
    "storhaug": "Leif Storhaugen",
    "szentgali": "Katalin Szentgáli",
    "podgorsek": "Andrej Podgoršnik",
    "finneghan": "Orla Finneghan",
}
COMMERCIAL_AND_PERSONNEL = {
    "thorsager": "Mikkel Thorsager",
    "kalogridis": "Dimitra Kalogridou",
    "puigferrat": "Xavier Puigferrat",
    "vandekamp": "Lotte Vandekamp",
    "hasselbrink": "Jürgen Hasselbrink",
    "kovacik": "Emília Kováčiková-Hronská",
    "sorvik": "Ragnhild Sørvik",
    "teixeira": "Rúben Teixeirinha",
    "grausberg": "Ottilie Grausberg",
}
NEWCOMERS = {
    "lindenfels": "Hugo Lindenfels",
    "zarebowicz": "Tomasz Zarębowicz",
    "forsgrund": "Linnéa Forsgrund",
    "eggertsbach": "Florian Eggertsbach",
    "haraldstad": "Emil Haraldstad",
}
CUSTOMERS = BOARD | EXECUTIVES | FINANCE | OPERATIONS | INFORMATION | PURCHASING_AND_RESEARCH | COMMERCIAL_AND_PERSONNEL
NAMES = COLLEAGUES | ELSEWHERE | CUSTOMERS | NEWCOMERS

CONTACT: dict[str, dict[str, Any]] = {
    "trevidy": {"emails": ["m.trevidy@quillstone.example"], "phones": ["+44 20 7946 0101"]},
    "dorvaux": {"emails": ["g.dorvaux@aldermoor.example"], "identifiers": {"crm": "C-10482"}},
    "varenchon": {"names": ["Elodie Varenchon"], "emails": ["e.varenchon@marlock.example"]},
    "vanaalsdonk": {"names": ["R. van Aalsdonk", "van Aalsdonk, Rutger"], "identifiers": {"crm": "C-10377"}},
    "kallionpera": {"names": ["Eero Kallionpera"]},
    "amundrod": {"names": ["Signe Amundrod"], "phones": ["+44 20 7946 0144"]},
    "castellnou": {"names": ["Nuria Castellnovell"], "identifiers": {"crm": "C-20911"}},
    "fenyvesi": {"emails": ["d.fenyveshegyi@aldermoor.example"]},
}


def _random_ids(rng: Random) -> Iterator[str]:
    while True:
        bits = rng.getrandbits(20)
        yield "p-" + "".join(_DIGITS[bits >> shift & 31] for shift in (15, 10, 5, 0))


def _ids_of(handles: list[str]) -> dict[str, str]:
    distinct = dict.fromkeys(islice(_random_ids(Random(_SEED)), 2 * len(handles)))
    return dict(zip(handles, distinct, strict=False))


PERSON_IDS = _ids_of(list(NAMES))
