"""What the catalogue produces: moves between two accounts, grouped in a named posting."""

from dataclasses import dataclass, replace

from accounting.accounts import Account, Book, F, G, book_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimensions:
    """Say whose money moves: budget position, cost category, case root and part of the case.

    `root` and `part` are labels such as "dote.dote:01J…"; an empty part is the root itself.
    `from_part` is the part that a funnel move takes from, where it is another one: an award
    moves what the dote had reserved to a line's commitment, a clearance the line's commitment
    to a month's payable.
    """

    position_id: str
    root: str
    part: str = ""
    from_part: str = ""
    category_id: str | None = None

    @property
    def to(self) -> str:
        """Return the label of the part that the debit side belongs to."""
        return self.part or self.root

    @property
    def taken_from(self) -> str:
        """Return the label of the part that the credit side belongs to."""
        return self.from_part or self.to

    def settled(self) -> "Dimensions":
        """Return the same dimensions with both sides on the part reached."""
        return replace(self, from_part="")

    def inverted(self) -> "Dimensions":
        """Return the dimensions of the opposite move."""
        return replace(self, part=self.taken_from, from_part=self.to)


@dataclass(frozen=True, slots=True)
class Move:
    """Take `cents` from the credit account to the debit account, within one book."""

    debit: str
    credit: str
    cents: int
    dims: Dimensions

    def __post_init__(self) -> None:
        """Refuse with ValueError what could not be booked; cents are whole and positive."""
        if type(self.cents) is not int or self.cents <= 0:
            raise ValueError(f"A movement is a positive whole number of cents: {self.cents!r}.")
        if self.debit == self.credit:
            raise ValueError(f"A movement needs two accounts: {self.debit}.")
        if book_of(self.debit) != book_of(self.credit):
            raise ValueError(f"{self.debit} and {self.credit} are of different books.")

    @property
    def book(self) -> Book:
        """Return the book that both accounts belong to."""
        return book_of(self.debit)

    def inverted(self) -> "Move":
        """Return the move that undoes this one."""
        return Move(self.credit, self.debit, self.cents, self.dims.inverted())


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of the catalogue, with its moves in the order in which they happen."""

    code: str
    moves: tuple[Move, ...]

    def __post_init__(self) -> None:
        """Refuse with ValueError a posting that moves nothing."""
        if not self.moves:
            raise ValueError(f"The posting {self.code} moves nothing.")


def flow(source: F, target: F, cents: int, dims: Dimensions) -> Move:
    """Return the funnel move source→target: debit the target, credit the source."""
    return Move(target.value, source.value, cents, dims)


def entry(debit: G, credit: G, cents: int, dims: Dimensions) -> Move:
    """Return a move of the general book, "debit / credit" as the catalogue writes it."""
    return Move(debit.value, credit.value, cents, dims.settled())


def entries(dims: Dimensions, *legs: tuple[Account, Account, int]) -> tuple[Move, ...]:
    """Return the general moves of those (debit, credit, cents) legs that are not zero."""
    return tuple(
        Move(debit.value, credit.value, cents, dims.settled())
        for debit, credit, cents in legs
        if cents != 0
    )
