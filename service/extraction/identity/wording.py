"""What an item's text comes down to when it is compared: its words, and how telling each of them is.

Words are compared after NFKC and case folding, without markup, punctuation and line breaks. What a word weighs says
how much it tells one action item from another:

    1     any word, number or name
    1/2   a verb or noun that any action item may have ("add", "ensure"), or one ideograph (about half a word)
    1/4   a word of the detail (only in the wording of the whole item)
    0     grammar ("the", "für", hiragana) and addresses; they count where words must be equal, not for likeness

Scripts that put no blanks between words are cut into ideographs (Han), runs (katakana) or pairs of letters (Thai,
Lao, Tibetan, Burmese, Khmer): without a dictionary these come nearest to words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby, pairwise
from typing import Final

_DETAIL_WEIGHT: Final = 0.25
_WORDS_READ: Final = 300  # of a text; more says nothing new, and comparing stays cheap

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_RUN = re.compile(r"[A-Za-z0-9]+")
_ADDRESS = re.compile(r"(https?://[^\s<>()\[\]]+)")

# Negations are left out on purpose: "deploy on Fridays" is not "do not deploy on Fridays".
_GRAMMAR: Final = frozenset(
    """
    a an the this that these those it its our we us they their be is are was were been being and or as at by for from
    in into of on onto to so such than then up via when where which while who will with within should must can could
    shall would may have has had do does also all any each every more some please if there
    der die das den dem des ein eine einen einem einer eines und oder im in am an auf aus bei bis durch für mit nach
    über um unter vom von vor wie wir zu zum zur ist sind wird werden soll sollen muss müssen kann können auch
    le la les l d un une des du de et ou à au aux en dans par pour sur avec ce ces cette qui que il est sont doit
    el los las del y o al con para por que se es son una uno lo su sus
    o os a as do da dos das no na nos nas e em um uma ao à
    il lo gli i di della dello dei delle del e ed con per da dal nel nella sul su che è
    het een van en op te voor met bij naar aan om
    и в во на по с со к ко у о об от до за из для при или а что как это
    """.split()  # noqa: SIM905  (a table of words reads better as words)
) | frozenset("的了在为和与把被将对从到及或并的之是请並為與將對從請")

_COMMONPLACE: Final = frozenset(
    """
    add adding build change consider create define do enable ensure establish fix get implement improve increase
    introduce investigate look make need needs provide set setup start update use work write
    einführen einrichten erstellen hinzufügen prüfen verbessern anlegen ergänzen sicherstellen
    ajouter créer améliorer mettre place vérifier corriger
    añadir agregar crear mejorar revisar asegurar actualizar adicionar criar melhorar atualizar garantir
    aggiungere creare migliorare toevoegen maken verbeteren
    добавить создать улучшить исправить проверить обновить настроить
    """.split()  # noqa: SIM905
)


class _Kind(Enum):
    BREAK = auto()
    UNSEEN = auto()  # joiners, soft hyphens: they leave no trace
    LETTERS = auto()
    IDEOGRAPH = auto()
    HIRAGANA = auto()
    KATAKANA = auto()
    UNSPACED = auto()


_RANGES: Final = (
    (0x0E00, 0x0FFF, _Kind.UNSPACED),  # Thai, Lao, Tibetan
    (0x1000, 0x109F, _Kind.UNSPACED),  # Burmese
    (0x1780, 0x17FF, _Kind.UNSPACED),  # Khmer
    (0x3005, 0x3005, _Kind.IDEOGRAPH),
    (0x3041, 0x309F, _Kind.HIRAGANA),
    (0x30A1, 0x30FA, _Kind.KATAKANA),
    (0x30FC, 0x30FF, _Kind.KATAKANA),
    (0x3400, 0x4DBF, _Kind.IDEOGRAPH),
    (0x4E00, 0x9FFF, _Kind.IDEOGRAPH),
    (0xF900, 0xFAFF, _Kind.IDEOGRAPH),
    (0x20000, 0x3FFFF, _Kind.IDEOGRAPH),
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text's words.

    `key` is equal for two texts with equal words in equal order; `weights` are its telling words in order of
    appearance; `names` are those of them that name or number something (`db-3`, `p99`, `region B`).
    """

    key: str
    weights: Mapping[str, float]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    weight: float
    name: bool = False


def wording(text: str) -> Wording:
    """Bring a text down to its words. A text without any (an emoji, "???") is its own key and tells nothing else."""
    words = list(_words(text))
    key = " ".join(word.text for word in words) or " ".join(unicodedata.normalize("NFKC", text).split())
    telling = [word for word in words if word.weight][:_WORDS_READ]
    weights = {word.text: word.weight for word in telling}
    return Wording(key, weights, frozenset(word.text for word in telling if word.name))


def with_detail(title: Wording, detail: Wording) -> Wording:
    """Give the wording of a whole item: a word counts less where it stands in the detail only."""
    faint = {word: weight * _DETAIL_WEIGHT for word, weight in detail.weights.items() if word not in title.weights}
    return Wording(f"{title.key} {detail.key}".strip(), {**title.weights, **faint}, title.names)


def _words(text: str) -> Iterator[_Word]:
    plain = _TAG.sub(" ", _LINK.sub(r"\1", unicodedata.normalize("NFKC", text)))
    for part, piece in enumerate(_ADDRESS.split(plain)):
        if part % 2:
            yield _Word(piece, 0.0)
        else:
            yield from _words_of_prose(piece)


def _words_of_prose(text: str) -> Iterator[_Word]:
    if text.isascii():  # as below, several times faster
        yield from (_word(run, first=not number) for number, run in enumerate(_RUN.findall(text)))
        return
    kinds = ((_kind(letter), letter) for letter in text)
    seen = ((kind, letter) for kind, letter in kinds if kind is not _Kind.UNSEEN)
    opening = True
    for kind, group in groupby(seen, key=lambda pair: pair[0]):
        run = "".join(letter for _, letter in group)
        if kind is _Kind.BREAK or not any(letter.isalnum() for letter in run):
            continue
        if kind is _Kind.IDEOGRAPH:
            yield from (_Word(letter, 0.0 if letter in _GRAMMAR else 0.5) for letter in run)
        elif kind is _Kind.HIRAGANA:
            yield _Word(run, 0.0)
        elif kind is _Kind.UNSPACED and len(run) > 1:
            yield from (_Word(first + second, 0.5) for first, second in pairwise(run))
        else:
            yield _word(run, first=opening)
        opening = False


def _word(written: str, *, first: bool) -> _Word:
    text = unicodedata.normalize("NFKC", written.casefold())
    if any(letter.isdigit() for letter in text):
        return _Word(text, 1.0, name=True)
    if len(written) == 1 and written.isupper() and not first:  # "replica A" names one, "A replica" does not
        return _Word(text, 1.0, name=True)
    if text in _GRAMMAR:
        return _Word(text, 0.0)
    return _Word(text, 0.5 if text in _COMMONPLACE else 1.0, name=len(text) == 1)


def _kind(letter: str) -> _Kind:
    if letter.isascii():
        return _Kind.LETTERS if letter.isalnum() else _Kind.BREAK
    code = ord(letter)
    for first, last, kind in _RANGES:
        if first <= code <= last:
            return kind
    category = unicodedata.category(letter)
    if category == "Cf":
        return _Kind.UNSEEN
    return _Kind.LETTERS if category[0] in "LNM" else _Kind.BREAK
