"""The chart of accounts: ten accounts of the funnel, and those of the general book."""

from enum import StrEnum


class Book(StrEnum):
    """The two books; a movement never goes from one to the other."""

    FUNNEL = "funnel"
    GENERAL = "general"


class Kind(StrEnum):
    """What a balance of the account means."""

    MEMO = "memo"
    ASSET = "asset"
    CONTRA_ASSET = "contra_asset"
    LIABILITY = "liability"
    INCOME = "income"
    CONTRA_INCOME = "contra_income"
    EXPENSE = "expense"
    TRANSIT = "transit"


class F(StrEnum):
    """The funnel: through these ten accounts every euro of an appropriation passes."""

    APPROPRIATION = "F0"
    AVAILABLE = "F1"
    RESERVED = "F2"
    COMMITTED = "F3"
    PAYABLE = "F4"
    PAID = "F5"
    CLAIMED = "F6"
    VALIDATED = "F7"
    CERTIFIED = "F8"
    OWN_RESOURCES = "F9"


class G(StrEnum):
    """The accounts of the general book."""

    BANK = "1100"
    GUARANTEE_BANK = "1110"
    AUTHORITY_RECEIVABLE = "1200"
    PRINCIPAL = "1300"
    INTEREST = "1310"
    FEES = "1320"
    LOSS_ALLOWANCE = "1390"
    ADVANCES = "1400"
    RECOVERIES = "1500"
    RECOVERY_INTEREST = "1510"
    GUARANTEE_RECEIVABLE = "1600"
    TRANSIT = "1900"
    PARTICIPANTS = "2100"
    PROVIDERS = "2110"
    WITHHOLDINGS = "2120"
    OWED_TO_AUTHORITY = "2200"
    PREFINANCING = "2210"
    REVOLVING_FUND = "2300"
    GUARANTEE_FUND = "2310"
    OVERPAYMENTS = "2400"
    UNALLOCATED_RECEIPTS = "2500"
    RETURNED_PAYMENTS = "2600"
    CONTRIBUTIONS = "4100"
    LOAN_INTEREST = "4200"
    DEFAULT_INTEREST = "4210"
    RECOVERED_LOSSES = "4300"
    ABATEMENTS = "4400"
    VOUCHERS = "5100"
    GRANTS = "5200"
    CREDIT_LOSSES = "5300"
    ALLOWANCE_CHARGE = "5400"
    NOT_ELIGIBLE = "5900"


Account = F | G
FUNNEL: tuple[str, ...] = tuple(account.value for account in F)
# Of F2 to F9 a balance is kept for each case and part; F0 and F1 belong to the position.
CASE_ACCOUNTS: tuple[str, ...] = FUNNEL[2:]


def book_of(account: str) -> Book:
    """Return the book an account belongs to."""
    return Book.FUNNEL if account in FUNNEL else Book.GENERAL
