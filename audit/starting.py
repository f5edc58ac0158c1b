"""Asked by every process that is about to serve: may it start on this database?"""

from django.core import checks

from audit.checks import TAG


def unsafe() -> list[str]:
    """Return a sentence for each thing on which nothing may start, with what to do about it."""
    found = checks.run_checks(tags=[TAG], databases=["default"], include_deployment_checks=True)
    return [f"{each.msg} {each.hint or ''}".rstrip() for each in found if each.is_serious()]
