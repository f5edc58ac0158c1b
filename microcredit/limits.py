"""The legal limits of social and business microcredit, checked against dated data.

TUB art. 111 c. 1 and 3; DM 176/2014; L. 234/2021 art. 1 c. 914; DM 211/2023. The numbers are
rows with their day and source, read at the day of the decision: none stands in the code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class LegalBasis(StrEnum):
    """Under which rule a loan is made; its value names the limits in the vectors."""

    SOCIAL = "social microcredit"
    BUSINESS = "business microcredit, individual or self-employed"
    BUSINESS_COMPANY = "business microcredit, company"
    BUSINESS_SRL = "business microcredit, srl"


class Limit(StrEnum):
    """What the law limits, under the name of its parameter."""

    TOTAL = "max_amount_all_loans_of_a_lender"
    AMOUNT = "max_amount"
    STAGED = "max_amount_extra_if_staged"
    MONTHS = "max_duration"
    MONTHS_EDUCATION = "max_duration_education"
    GUARANTEE = "real_guarantee_allowed"
    EMPLOYEES = "max_employees_individual"
    EMPLOYEES_COMPANY = "max_employees_company"
    VAT_AGE = "max_age_of_vat_number"
    SERVICES = "min_auxiliary_services"
    VULNERABLE = "vulnerability"
    BUDGET_SUPPORT = "budget_support"


@dataclass(frozen=True, slots=True)
class Row:
    """A limit as it stood on the day of the decision, and the row that says so."""

    value: Decimal | str
    row_id: str
    source: str
    binding: bool = True


Lookup = Callable[[Limit], Row | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for: cents, months, and what the person or firm brings."""

    cents: int
    months: int
    existing_cents: int = 0
    collateral: bool = False
    vulnerable: bool = True
    budget_support: bool = True
    education: bool = False
    staged: bool = False
    employees: int = 0
    vat_years: int = 0
    auxiliary_services: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """One limit beside what was asked; without a row it is a condition of the law itself."""

    limit: Limit
    holds: bool
    row: Row | None = None

    @property
    def refuses(self) -> bool:
        """Say whether it stands in the way: a row from memory only warns."""
        return not self.holds and (self.row is None or self.row.binding)


def check(basis: LegalBasis, asked: Asked, lookup: Lookup) -> list[Checked]:
    """Return every limit that applies, kept or not; LookupError if the law had none that day."""
    rules = _social if basis is LegalBasis.SOCIAL else _business
    return list(rules(basis, asked, lookup))


def _social(basis: LegalBasis, asked: Asked, lookup: Lookup) -> Iterator[Checked]:
    yield _most(Limit.TOTAL, (asked.cents + asked.existing_cents), lookup, cents=True)
    yield _most(Limit.MONTHS, asked.months, lookup)
    yield from _guarantee(asked, lookup)
    yield Checked(Limit.VULNERABLE, asked.vulnerable)
    yield Checked(Limit.BUDGET_SUPPORT, asked.budget_support)


def _business(basis: LegalBasis, asked: Asked, lookup: Lookup) -> Iterator[Checked]:
    yield _amount(asked, lookup)
    education = asked.education and lookup(Limit.MONTHS_EDUCATION) is not None
    yield _most(Limit.MONTHS_EDUCATION if education else Limit.MONTHS, asked.months, lookup)
    yield from _guarantee(asked, lookup)
    alone = basis is LegalBasis.BUSINESS
    yield _most(Limit.EMPLOYEES if alone else Limit.EMPLOYEES_COMPANY, asked.employees, lookup)
    if lookup(Limit.VAT_AGE) is not None:
        yield _most(Limit.VAT_AGE, asked.vat_years, lookup)
    services = _needed(Limit.SERVICES, lookup)
    yield Checked(Limit.SERVICES, asked.auxiliary_services >= _number(services), services)


def _amount(asked: Asked, lookup: Lookup) -> Checked:
    row = _needed(Limit.AMOUNT, lookup)
    extra = lookup(Limit.STAGED) if asked.staged else None
    most = _number(row) + (_number(extra) if extra else 0)
    return Checked(Limit.AMOUNT, asked.cents <= most * 100, row)


def _guarantee(asked: Asked, lookup: Lookup) -> Iterator[Checked]:
    row = _needed(Limit.GUARANTEE, lookup)
    yield Checked(Limit.GUARANTEE, not asked.collateral or row.value == "yes", row)


def _most(limit: Limit, found: int, lookup: Lookup, *, cents: bool = False) -> Checked:
    row = _needed(limit, lookup)
    return Checked(limit, found <= _number(row) * (100 if cents else 1), row)


def _needed(limit: Limit, lookup: Lookup) -> Row:
    row = lookup(limit)
    if row is None:
        raise LookupError(f"no value of “{limit}” is known on that day")
    return row


def _number(row: Row) -> Decimal:
    if not isinstance(row.value, Decimal):
        raise LookupError(f"“{row.value}” is not a number")
    return row.value
