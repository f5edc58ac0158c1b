"""Refuses to write while answering a GET, whoever tries."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from audit.reading import are_writes_allowed

READING = frozenset({"GET", "HEAD", "OPTIONS"})
_VERB = re.compile(r"\s*(?:/\*.*?\*/\s*)*(\w+)", re.DOTALL)
_WRITES = frozenset(
    {
        "INSERT",
        "UPDATE",
        "DELETE",
        "REPLACE",
        "MERGE",
        "TRUNCATE",
        "CREATE",
        "DROP",
        "ALTER",
        "COPY",
    }
)
_WRITES_IN_WITH = re.compile(r"\b(INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|MERGE\s+INTO)\b")


class WriteInRead(RuntimeError):
    """A page that only shows tried to change the database."""


def is_write(sql: str) -> bool:
    """Tell whether the statement changes the database (values are parameters, never in it)."""
    found = _VERB.match(sql)
    verb = found.group(1).upper() if found else ""
    if verb == "WITH":
        return bool(_WRITES_IN_WITH.search(sql.upper()))
    return verb in _WRITES


def refuse_writes(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Let reading statements through, and the record of a reading; WriteInRead for the others."""
    if is_write(sql) and not are_writes_allowed():
        raise WriteInRead(f"a page that only shows tried to write: {sql.split('(')[0][:80]}")
    return execute(sql, params, many, context)


class ReadOnlyMiddleware:
    """Sits inside the sessions' middleware, whose own row is written outside of the guard."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return self.get_response(request)
        with connection.execute_wrapper(refuse_writes):
            return self.get_response(request)
