"""Company names compared: legal forms, possessives, short forms, acronyms."""

from __future__ import annotations

import re
import unicodedata

from dealextract.knowledge.companies import words_table

QUOTES = "\"'“”‘’«»()[],;: "


def fold(name: str) -> str:
    """A name without case, accents, possessive and outer quotes.

    >>> fold("Société Générale’s")
    'societe generale'
    """
    text = unicodedata.normalize("NFKD", name)
    text = "".join(c for c in text if not unicodedata.combining(c)).lower().strip(QUOTES)
    return re.sub(r"[’']s?$", "", text)


def core(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from others: folded, without legal form, article and "group".

    >>> core("The Kering Group S.A.")
    ('kering',)
    """
    text = re.sub(r"(?<=\b\w)\.(?=\w\b)\.?", "", fold(name))
    words = re.findall(
        r"[^\W_]+(?:[’'.&+-][^\W_]+)*", text.replace(".", "") if re.fullmatch(r"(?:\w\.)+", text) else text
    )
    short = [w for w in words if w not in words_table()["forms"]]
    return tuple(short or words)


def short_name(name: str) -> str:
    """A name without its legal form and "group", for a summary.

    >>> [short_name(n) for n in ("Alibaba Group", "Kestrel Foods plc", "Group 4", "The Oak Company, Inc.")]
    ['Alibaba', 'Kestrel Foods', 'Group 4', 'Oak']
    """
    words = name.strip(QUOTES).split()
    plain = [w for w in words if fold(w).strip(".").replace(".", "") not in words_table()["forms"]]
    if (plain and words and plain[-1] != words[-1]) or len(plain) == len(words):
        kept = list(words)
        while kept and fold(kept[-1]).replace(".", "") in words_table()["forms"]:
            kept.pop()
        while len(kept) > 1 and fold(kept[0]) == "the":
            kept.pop(0)
        return " ".join(kept).rstrip(",") or name
    return name


def is_acronym(short: str, long: str) -> bool:
    """Whether a short name is made of the initials of a long one, and at most of one more for "group" or the like left out there.

    >>> is_acronym("OWIC", "Oakfield Water Industry Corp"), is_acronym("R&B", "Rowanbank"), is_acronym("OWIG", "Oakfield Water Industry")
    (True, False, True)
    """
    letters = capitals(short)
    return bool(letters) and (
        letters in initials(long) or (len(letters) > 3 and letters[-1] in "gch" and letters[:-1] in initials(long))
    )


def capitals(name: str) -> str:
    """The letters of a name that is two to six capitals, in small letters; of any other nothing.

    >>> capitals("R&B"), capitals("O.W.I."), capitals("Oak")
    ('rb', 'owi', '')
    """
    letters = re.sub(r"[^a-z]", "", fold(name))
    return letters if 2 <= len(letters) <= 6 and name.replace(".", "").replace("&", "").isupper() else ""


def stands_for(short: str, long: str) -> bool:
    """Whether capitals in brackets behind a name may be its short form though it lacks a word of theirs, or holds their letters
    within its words.

    >>> [stands_for(*p) for p in (("KWL", "Kestrel Water"), ("OKFD", "Oakfield"), ("UK", "Exmoor Water"))]
    [True, True, False]
    """
    letters, name = capitals(short), re.sub(r"[^a-z]", "", fold(long))
    if not letters or letters[0] != name[:1]:
        return False
    return any(letters[:-1] == i for i in initials(long)) or _shortens(letters, name)


def initials(name: str) -> set[str]:
    """The acronyms that a name of several words may have.

    >>> sorted(initials("Bank of Exmoor plc"))
    ['be', 'bep', 'boep']
    """
    words = re.findall(r"[a-z]+", fold(name))
    if len(words) < 2:
        return set()
    links, forms = words_table()["links"], words_table()["forms"]
    kept = [words, [w for w in words if w not in links], [w for w in words if w not in links and w not in forms]]
    return {"".join(w[0] for w in some) for some in kept if len(some) > 1}


def abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether each word of a name shortens the word of the other in its place, as "Ork Utd" does "Orkney United".

    >>> abbreviates(("ork", "utd"), ("orkney", "united")), abbreviates(("ork", "city"), ("orkney", "united"))
    (True, False)
    """
    if len(short) != len(long) or len(short) < 2 or short == long:
        return False
    return all(_shortens(s, w) for s, w in zip(short, long, strict=True))


def _shortens(short: str, word: str) -> bool:
    """Whether the letters of a short word stand in a word in their order, the first one first."""
    if short == word:
        return True
    if len(short) < 2 or short[0] != word[0] or len(short) >= len(word):
        return False
    letters = iter(word)
    return all(c in letters for c in short)


def misspelt(a: str, b: str) -> bool:
    """Whether two long names differ in one letter left out or put in: a slip of the pen, or a plural.

    >>> misspelt("brightmoor", "brightmor"), misspelt("oakfields", "oakfield"), misspelt("exmoor", "exmoors")
    (True, True, False)
    """
    short, long = sorted((a, b), key=len)
    if len(short) < 8 or len(long) - len(short) != 1:
        return False
    at = next((i for i, c in enumerate(short) if long[i] != c), len(short))
    return short[at:] == long[at + 1 :]


def relation(a: str, b: str) -> str:
    """How two names are alike: equal | abbreviation (word for word) | contained | acronym | shared | different.

    >>> [relation(*p) for p in (("Kering", "Kering group"), ("Kestrel", "Kestrel Foods plc"), ("Stannox", "HJ Stannox"),
    ...  ("Oakfield", "Oakfields Capital"), ("Oak Bank", "Elm Bank"))]
    ['equal', 'contained', 'contained', 'abbreviation', 'different']
    """
    x, y = core(a), core(b)
    if x == y or "".join(x) == "".join(y):
        return "equal"
    short, long = sorted((x, y), key=len)
    if short and set(short) <= set(long) and not set(short) <= words_table()["general"]:
        return "contained"
    if abbreviates(x, y) or abbreviates(y, x) or (len(short) == 1 and misspelt(short[0], long[0])):
        return "abbreviation"
    if is_acronym(a, b) or is_acronym(b, a):
        return "acronym"
    if misspelt("".join(x), "".join(y)):
        return "contained"
    if set(x) & set(y) - words_table()["general"]:
        return "shared"
    return "different"
