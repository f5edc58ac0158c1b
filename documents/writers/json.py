"""Writes cover and rows for machines; the rows are exactly the lines that were hashed."""

import json
from typing import Any

from documents.cover import Cover
from documents.frozen import Frozen


def to_json(frozen: Frozen, cover: Cover) -> bytes:
    """Return `{"cover": …, "columns": […], "rows": [[…], …]}`, money in cents, one row a line."""
    head = {"cover": cover.as_json(), "columns": _columns(frozen)}
    opening = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
    rows = b",\n".join(kept.rstrip(b"\n") for kept in frozen.lines())
    return opening.encode() + b',\n "rows": [\n' + rows + b"\n ]\n}\n"


def _columns(frozen: Frozen) -> list[dict[str, Any]]:
    return [
        {
            "key": heading.key,
            "header": heading.header,
            "kind": str(heading.kind),
            "help": heading.help,
        }
        for heading in frozen.headings
    ]
