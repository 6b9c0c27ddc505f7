"""One occupation of the catalogue: what a code means in each edition, and the standards that concern an occupation.

In: the bundled editions. Out: a ``Register`` and the standards to link. Follows: an occupation keeps one identity
through its codes; a notice without a day of its own is shown beside the occupation and not applied.
"""

from functools import cache

import liangcai_reference
from liangcai.catalogue.model import Catalogue
from liangcai.catalogue.read import read_recodings
from liangcai.catalogue.register import Entry, Register, bridge_catalogue, build_register
from liangcai.eligibility.lists import read_occupations as read_related
from liangcai_web.services.standards.catalogue import BRIDGE, read_occupations
from liangcai_web.services.standards.opened import StandardEntry, list_standards, open_standard

BEFORE, BRIDGED = "2015", 2021  # the bridge names codes of the 2015 edition that were announced in 2020 or 2021


@cache
def open_register() -> Register:
    """Every occupation of the bundled editions."""
    recodings = read_recodings(liangcai_reference.read_text(BRIDGE))
    edition, occupations = read_occupations()
    whole = Catalogue(edition=edition, occupations=occupations)
    return build_register((bridge_catalogue(BEFORE, recodings, BRIDGED), whole), recodings)


def list_related(entry: Entry) -> tuple[StandardEntry, ...]:
    """The standards at hand whose conditions name the occupation as related."""
    names = {term.name for term in entry.terms}
    return tuple(standard for standard in list_standards() if names & name_related(standard.key))


def list_own(entry: Entry) -> tuple[StandardEntry, ...]:
    """The standards of the occupation: code and name are those that it has or had."""
    terms = {(term.code, term.name) for term in entry.terms}
    return tuple(standard for standard in list_standards() if (standard.code, standard.name) in terms)


def name_related(key: str) -> frozenset[str]:
    """The occupations that the notes of a standard list as related."""
    opened = open_standard(key)
    return frozenset(listed.name for listed in read_related(opened.standard.notes).entries) if opened else frozenset()
