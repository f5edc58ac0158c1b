"""The tables of the books."""

from accounting.models.account import Account
from accounting.models.journal import Entry, Movement
from accounting.models.payable import Payable
from accounting.models.period import Period
from accounting.models.position import PartBalance, Position
from accounting.models.snapshot import BalanceSnapshot

__all__ = [
    "Account",
    "BalanceSnapshot",
    "Entry",
    "Movement",
    "PartBalance",
    "Payable",
    "Period",
    "Position",
]
