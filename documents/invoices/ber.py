"""Reads BER, the binary form of signed envelopes, in bounded depth and without copying."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

DEEPEST = 32
MOST_PARTS = 100_000

OCTETS, OID, SEQUENCE, SET = 0x04, 0x06, 0x30, 0x31
CONSTRUCTED = 0x20
_LONG_TAG = 0x1F
_INDEFINITE = 0x80
_LONGEST_LENGTH = 4


class NotBer(ValueError):
    """Raised for bytes that are no BER, or that nest too deep."""


@dataclass(frozen=True)
class Part:
    """One tagged value: its tag, what is inside, and all of it with its header."""

    tag: int
    content: memoryview
    whole: memoryview

    def parts(self) -> list[Part]:
        """Return the values inside a constructed one; NotBer when it is not constructed."""
        if not self.tag & CONSTRUCTED:
            raise NotBer("a value was expected to hold others")
        return list(_values(self.content))

    def octets(self) -> bytes:
        """Return a string of octets, also where it was written in pieces."""
        if self.tag & CONSTRUCTED:
            return b"".join(part.octets() for part in self.parts())
        return bytes(self.content)


def read(data: bytes) -> Part:
    """Return the one value that the bytes begin with; NotBer otherwise."""
    part, _rest = _one(memoryview(data), 0, DEEPEST)
    return part


def _values(content: memoryview) -> Iterator[Part]:
    at, count = 0, 0
    while at < len(content):
        part, at = _one(content, at, DEEPEST)
        if part.tag == 0:
            return
        count += 1
        if count > MOST_PARTS:
            raise NotBer("too many values")
        yield part


def _one(data: memoryview, at: int, depth: int) -> tuple[Part, int]:
    """Return the value at a place and the place after it."""
    tag, start, length = _header(data, at)
    if length is not None:
        end = start + length
        if end > len(data):
            raise NotBer("a value is longer than the file")
        return Part(tag, data[start:end], data[at:end]), end
    if depth == 0 or not tag & CONSTRUCTED:
        raise NotBer("values nest too deep")
    inner, after = _until_end(data, start, depth - 1)
    return Part(tag, data[start:inner], data[at:after]), after


def _until_end(data: memoryview, at: int, depth: int) -> tuple[int, int]:
    """Return where a value of open length ends, before and after its end mark."""
    count = 0
    while True:
        part, after = _one(data, at, depth)
        if part.tag == 0:
            return at, after
        count += 1
        if count > MOST_PARTS:
            raise NotBer("too many values")
        at = after


def _header(data: memoryview, at: int) -> tuple[int, int, int | None]:
    """Return tag, where the content starts, and its length (None: until the end mark)."""
    if at + 2 > len(data):
        raise NotBer("a value is cut off")
    tag, first = data[at], data[at + 1]
    if tag & _LONG_TAG == _LONG_TAG:
        raise NotBer("a tag of a kind that no signed envelope has")
    if first == _INDEFINITE:
        return tag, at + 2, None
    if first < _INDEFINITE:
        return tag, at + 2, first
    count = first - _INDEFINITE
    start = at + 2 + count
    if count > _LONGEST_LENGTH or start > len(data):
        raise NotBer("a length of a kind that no signed envelope has")
    return tag, start, int.from_bytes(data[at + 2 : start], "big")
