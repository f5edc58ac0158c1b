"""Says in a sentence that the dated numbers of the law are not loaded."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.db import DatabaseError

from microcredit.calc.fields import Answer, Case
from programme.parameters import NoParameter


def needing_parameters(calculate: Callable[[Case], Answer]) -> Callable[[Case], Answer]:
    """Return the calculation, which says what to run where its numbers are missing."""

    @wraps(calculate)
    def told(case: Case) -> Answer:
        try:
            return calculate(case)
        except DatabaseError:
            raise ValueError(
                "the dated numbers of the law are in the database: run manage.py migrate, "
                "then manage.py load_reference"
            ) from None
        except NoParameter as missing:
            raise ValueError(str(missing).rstrip(".")) from None

    return told
