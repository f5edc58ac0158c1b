"""The arithmetic of the loan as calculations for others to check: JSON in, JSON out."""

from microcredit.calc.allocate import calculate as allocate
from microcredit.calc.apr import calculate as apr
from microcredit.calc.limits import calculate as limits
from microcredit.calc.payoff import calculate as payoff
from microcredit.calc.plan import calculate as plan
from microcredit.calc.usury import calculate as usury

__all__ = ["allocate", "apr", "limits", "payoff", "plan", "usury"]
