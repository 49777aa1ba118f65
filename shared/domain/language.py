"""A guess whether a text reads as English, from its commonest words; a guess only ever asks staff to look."""

import re
from typing import Literal

Language = Literal["english", "other", "unread"]

_COMMON = frozenset(
    "a about after all also am an and are as at be because been before being but by can could did do during each for "
    "from had has have he her him his how i if in into is it its just me more most my no not of on one or other our "
    "out over she so some than that the their them then there these they this those through to up was we were what "
    "when where which while who will with would you your".split()
)
# English prose measures 0.35 to 0.55; other Latin-script languages stay below 0.18.
_LEAST_SHARE = 0.2
_LEAST_WORDS = 8

# A CV is lists, names and dates: what little joins them tells the language, if it is a word of one language only.
_ENGLISH_LINKS = frozenset("and at between by for from of on our that the their these this through to was with".split())
# Left out: what English CVs hold as well, such as "et al.", "DO", "MIT", "Chicago, IL" and addresses in ".com".
_OTHER_LINKS = frozenset(
    "ak ang aos au aux avec bei bir che con da de dei dem den der des die dla dos du een ein eine el em en für het ile "
    "im la las le les los mga na nan nas nos och og para per por pour sa się su sur und van ve von voor y z za ze zu "
    "zum zur".split()
)
_LEAST_LETTERS = 40
_LEAST_LATIN = 0.75


def reads_as_english(text: str) -> bool:
    """Tell whether the share of common English words is that of English prose; too short a text passes."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if len(words) < _LEAST_WORDS:
        return sum(c.isascii() for c in text) >= len(text) / 2
    return sum(word in _COMMON for word in words) / len(words) >= _LEAST_SHARE


def language_of_cv(text: str) -> Language:
    """Guess the language of a CV: English unless another script or another language's words prevail in it."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) < _LEAST_LETTERS:
        return "unread"
    if sum(c.isascii() for c in letters) / len(letters) < _LEAST_LATIN:
        return "other"
    words = re.findall(r"[^\W\d_]+", text.casefold())
    english, other = (sum(word in links for word in words) for links in (_ENGLISH_LINKS, _OTHER_LINKS))
    return "english" if english >= other else "other"
