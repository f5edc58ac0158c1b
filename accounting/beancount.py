"""The journal as beancount text, which a program of others can load, check and add up."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from accounting.accounts import FUNNEL, Kind
from accounting.journal_lines import JournalLine
from accounting.reference import CHART

_ROOTS = {
    Kind.ASSET: "Assets",
    Kind.CONTRA_ASSET: "Assets",
    Kind.TRANSIT: "Assets",
    Kind.LIABILITY: "Liabilities",
    Kind.INCOME: "Income",
    Kind.CONTRA_INCOME: "Income",
    Kind.EXPENSE: "Expenses",
    Kind.MEMO: "Equity:Funnel",
}


def account_name(code: str) -> str:
    """Return what beancount calls an account: `Assets:1100`, `Equity:Funnel:F1`."""
    return _NAMES[code]


_NAMES = {line.code.value: f"{_ROOTS[line.kind]}:{line.code.value}" for line in CHART}


def text(lines: Iterable[JournalLine]) -> Iterator[str]:
    """Return the journal piece by piece; the lines of an entry must follow each other."""
    yield 'option "title" "Percorsi"\noption "operating_currency" "EUR"\n\n'
    for line in CHART:
        yield f'1900-01-01 open {_NAMES[line.code.value]} EUR\n  name: "{line.name}"\n'
    for _entry, members in groupby(lines, key=lambda line: line.entry):
        yield from _transaction(list(members))


def _transaction(members: list[JournalLine]) -> Iterator[str]:
    first = members[0]
    yield f'\n{first.booked_on:%Y-%m-%d} * "{first.posting}" "{_plain(first.root)}"\n'
    yield f'  entry: "{first.entry}"\n'
    yield f'  event: "{_plain(first.event_stream)} {first.event_seq}"\n'
    yield f"  value_on: {first.value_on:%Y-%m-%d}\n"
    if first.reverses:
        yield f'  reverses: "{first.reverses}"\n  reason: "{_plain(first.reason)}"\n'
    for line in members:
        yield from _leg(line.debit, line.cents, line, line.part)
        yield from _leg(line.credit, -line.cents, line, line.from_part)


def _leg(account: str, cents: int, line: JournalLine, part: str) -> Iterator[str]:
    yield f"  {_NAMES[account]}  {_euro(cents)} EUR\n"
    yield f'    part: "{_plain(part)}"\n'
    if account in FUNNEL:
        position = " / ".join((line.operation, line.partner, line.line, line.fund))
        yield f'    position: "{_plain(position)}"\n'


def _euro(cents: int) -> str:
    euros, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{euros}.{rest:02d}"


def _plain(words: str) -> str:
    """Return text that cannot end the quotation it stands in."""
    return words.replace("\\", "/").replace('"', "'").replace("\n", " ")
