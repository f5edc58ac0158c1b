"""The models of the social microloan."""

from microcredit.models.case import Loan
from microcredit.models.easing import Holiday, Relief, Rescheduling
from microcredit.models.parts import Assessment, Receipt, ScheduleVersion, Tranche, Vote
from microcredit.models.product import LoanProduct

__all__ = [
    "Assessment",
    "Holiday",
    "Loan",
    "LoanProduct",
    "Receipt",
    "Relief",
    "Rescheduling",
    "ScheduleVersion",
    "Tranche",
    "Vote",
]
