"""Opens addresses as a signed-in visitor, follows what it finds, and keeps what is answered."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client

LINK = re.compile(r"""(?:href|src|action|hx-get)\s*=\s*["']([^"'#]+)""", re.IGNORECASE)
LEFT_OUT = ("/static/", "/accesso/", "/health", "/lingua/", "/esci")


@dataclass(frozen=True)
class Answer:
    """One answer: what was asked, the status, and all that can be read in it."""

    address: str
    status: int
    text: str


def follow(client: Client, *, most: int, queries: int) -> Iterator[Answer]:
    """Yield the answers from the start page on, each address once.

    ``most`` bounds the answers, ``queries`` how many filters and pages of one list are opened.
    """
    waiting, seen, often = deque(["/"]), {"/"}, Counter[str]()
    given = 0
    while waiting and given < most:
        address = waiting.popleft()
        answer = open_page(client, address)
        given += 1
        yield answer
        for found in links(answer, address):
            path = urlsplit(found).path
            if found not in seen and often[path] < queries:
                seen.add(found)
                often[path] += 1
                waiting.append(found)


def open_page(client: Client, address: str) -> Answer:
    """Open one address, following where it leads."""
    return answered(address, client.get(address, follow=True))


def send(client: Client, address: str, body: Mapping[str, Any]) -> Answer:
    """Post to one address."""
    return answered(f"POST {address} {sorted(body.values())}", client.post(address, dict(body)))


def answered(asked: str, response: Any) -> Answer:
    """Return an answer with its headers, and with the text of the file if it is one."""
    head = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    body = b"".join(response) if getattr(response, "streaming", False) else response.content
    kind = response.headers.get("Content-Type", "")
    return Answer(asked, response.status_code, f"{head}\n{text_of(body, kind)}")


def text_of(content: bytes, kind: str) -> str:
    """Return what can be read in a file of this type."""
    if "pdf" in kind and content.startswith(b"%PDF"):
        return _pages(content)
    if ("sheet" in kind or "zip" in kind) and content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "\n".join(book.read(name).decode(errors="replace") for name in book.namelist())
    return unescape(content.decode(errors="replace"))


def _pages(content: bytes) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PdfReadError

    try:
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    except PdfReadError:
        return content.decode(errors="replace")


def links(answer: Answer, base: str) -> Iterator[str]:
    """Yield the addresses that a page names, of this site and safe to open."""
    for found in LINK.findall(answer.text):
        address = urljoin(f"http://testserver{base}", found)
        parts = urlsplit(address)
        if parts.netloc == "testserver" and not parts.path.startswith(LEFT_OUT):
            yield parts.path + (f"?{parts.query}" if parts.query else "")
