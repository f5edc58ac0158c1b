"""When a grant is given, signed and begun: enterprise, contributions, aid, codes, terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from stdnum.it import iva

from documents import evidence
from lifecycle.guards import guard
from people.roles import Role
from programme.money import format_amount
from startup_grants import ledger
from startup_grants.aid_rules import NoRule
from startup_grants.standing import final_ranking, row_in

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from startup_grants.models import Grant

Sentences = Iterator["str | Promise"]

ATECO = re.compile(r"[0-9]{2}(\.[0-9]{1,2}){1,2}")
MUNICIPALITY = re.compile(r"[0-9]{6}")
COR = re.compile(r"[0-9]{4,15}")
CUP = re.compile(r"[A-Z][0-9]{2}[A-Z][0-9]{11}")


@guard(Role.PARTICIPANT)
def the_enterprise_can_be_named(grant: Grant, act: Act) -> Sentences:
    """Object to a VAT number, sector, place or fiscal year that cannot be."""
    if "number" not in act.facts:
        return
    if not iva.is_valid(act["number"]):
        yield _("This VAT number does not exist: compare it with the certificate.")
    if not ATECO.fullmatch(act["sector"]):
        yield _("Write the ATECO code as 47.11 or 47.11.10.")
    if not MUNICIPALITY.fullmatch(act["place"]):
        yield _("The municipality is its ISTAT code of six digits, such as 071024.")
    if not _is_year_end(act["year_end"]):
        yield _("Write the end of the fiscal year as month and day, such as 12-31.")
    if act["founded_on"] > act.on:
        yield _("The enterprise is not founded yet.")


@guard(Role.PARTICIPANT, Role.OPERATOR)
def the_enterprise_is_named(grant: Grant, act: Act) -> Sentences:
    """Object until the enterprise exists."""
    if not grant.enterprise:
        yield _("The enterprise is not there yet: name it with its VAT number.")


@guard(Role.PARTICIPANT, Role.GRANT_OFFICER)
def the_contributions_are_in_order(grant: Grant, act: Act) -> Sentences:
    """Object without a DURC that is valid on the day (DM 30.1.2015: 120 days)."""
    if not evidence.about(grant.label).filter(kind="durc").exists():
        yield _("The certificate of contributions (DURC) is missing.")
    if "durc_until" in act.facts and act["durc_until"] < act.on:
        yield _("The DURC was valid until %(day)s.") % {"day": f"{act['durc_until']:%d/%m/%Y}"}


@guard(Role.GRANT_OFFICER)
def there_is_room_for_small_aid(grant: Grant, act: Act) -> Sentences:
    """Object when the single undertaking would pass its ceiling (Reg. (EU) 2023/2831 art. 3)."""
    if "cents" not in act.facts:
        return
    try:
        found = ledger.room_of(grant, on=act.on)
    except NoRule:
        yield _("No rule on small aid is known for this day.")
        return
    if found.rule.binding and not found.admits(act["cents"]):
        yield ledger.over_the_ceiling(found)


@guard(Role.GRANT_OFFICER)
def the_aid_is_registered(grant: Grant, act: Act) -> Sentences:
    """Object without the code of the national register (COR): DM 115/2017 art. 9."""
    if "cor" not in act.facts:
        return
    if not COR.fullmatch(act["cor"]):
        yield _("Register the aid first: the COR of the national register has 4 to 15 digits.")
    elif grant.cor and act["cor"] != grant.cor:
        yield _("The register has answered with another code: %(cor)s.") % {"cor": grant.cor}


@guard(Role.GRANT_OFFICER)
def cup_of_the_project(grant: Grant, act: Act) -> Sentences:
    """Object without the CUP of the very project (L. 3/2003 art. 11)."""
    if "cup" in act.facts and not CUP.fullmatch(act["cup"]):
        yield _("A CUP has 15 characters, such as J89G26000000001.")


@guard(Role.GRANT_OFFICER)
def no_breach_of_cumulation(grant: Grant, act: Act) -> Sentences:
    """Object unless it was checked that other aid for the same costs does not add up too high."""
    if "no_cumulation" in act.facts and not act["no_cumulation"]:
        yield _("Check the other aid for the same costs (Reg. (EU) 2023/2831 art. 5).")


@guard(Role.GRANT_OFFICER)
def no_more_than_the_ranking_gave(grant: Grant, act: Act) -> Sentences:
    """Object to more than what was covered, and to nothing."""
    if "cents" in act.facts and not 0 < act["cents"] <= (grant.ranked_cents or 0):
        yield _("The ranking gave %(amount)s: no more can be granted, nor nothing.") % {
            "amount": format_amount(grant.ranked_cents or 0)
        }


@guard(Role.GRANT_OFFICER, Role.APPROVER)
def the_ranking_is_not_outdated(grant: Grant, act: Act) -> Sentences:
    """Object while the ranking that gave cover is to be updated."""
    if grant.rules.is_ranked and row_in(final_ranking(grant), grant) is None:
        yield _("The ranking is being updated: grants wait until it is final again.")


@guard(Role.APPROVER)
def within_the_signing_term(grant: Grant, act: Act) -> Sentences:
    """Object after the last day for signing."""
    if grant.sign_by is not None and act.on > grant.sign_by:
        yield _("The agreement was to be signed by %(day)s.") % {"day": f"{grant.sign_by:%d/%m/%Y}"}


@guard(Role.SYSTEM)
def the_signing_term_has_passed(grant: Grant, act: Act) -> Sentences:
    """Object while the person can still sign."""
    if grant.sign_by is None or act.on <= grant.sign_by:
        yield _("The agreement can still be signed.")


@guard(Role.PARTICIPANT)
def the_start_is_declared(grant: Grant, act: Act) -> Sentences:
    """Object until the person has declared the start of the works."""
    if not evidence.about(grant.label).filter(kind="start_declaration").exists():
        yield _("The declaration of the start is missing.")


@guard(Role.GRANT_OFFICER)
def the_start_is_within_its_term(grant: Grant, act: Act) -> Sentences:
    """Object to a start before the signature, after today, or after the call's days."""
    if "started_on" not in act.facts or grant.signed_on is None:
        return
    last = grant.signed_on + timedelta(days=grant.rules.start_days)
    if not grant.signed_on <= act["started_on"] <= min(act.on, last):
        yield _("The start lies between the signature, %(first)s, and %(last)s.") % {
            "first": f"{grant.signed_on:%d/%m/%Y}",
            "last": f"{min(act.on, last):%d/%m/%Y}",
        }


def _is_year_end(text: str) -> bool:
    month, _dash, day = text.partition("-")
    try:
        date(2024, int(month), int(day))
    except ValueError:
        return False
    return True
