"""Races for every deed of every story that books money: --count of each; goes on where it stopped.

    python -m tests.promises.race --count 1000
    PERCORSI_TEST_DATABASE=postgres python -m tests.promises.race --count 1000

Deeds that book nothing are raced a tenth as often. Plain django-fsm objects race beside them.
"""

from collections.abc import Iterator

from tests.promises import alone
from tests.promises.figures import Figures

AT_A_TIME = 100


def main() -> None:
    """Race for the first deed of each name; the plain objects must be paid twice."""
    asked = alone.arguments("race", count=1_000, unit="races for each deed that books money")
    alone.setup()
    from tests import ground
    from tests.promises import stories
    from tests.promises.kill.harness import laid
    from tests.promises.race.harness import Races
    from tests.promises.story import Deed
    from tests.treasury import race
    from tests.treasury.plain import plain_tables
    from tests.world import World

    def canary(figures: Figures) -> None:
        with ground.copy("plain") as made, ground.connected_to(made.name), plain_tables(made):
            plain = race.plain_objects_pay(60)
        blind = [] if plain.doubled else ["the plain objects never paid twice: the race is blind"]
        counts = {"plain races": plain.races, "plain paid twice": plain.doubled}
        figures.keep("plain objects", counts, blind)

    def race_for(world: World, deed: Deed, key: str, figures: Figures) -> None:
        races = Races(world, deed)
        for numbers in parts(asked.count if races.books_money else asked.count // 10):
            if not figures.has(f"{key} {numbers}"):
                here = races.run(numbers)
                money = here.races * races.books_money
                figures.keep(f"{key} {numbers}", here.counts() | {"money": money}, here.wrong)

    def all_of_it(figures: Figures) -> None:
        canary(figures)
        for name, tell in stories.every().items():
            with laid() as world:
                raced = set()
                for deed in tell(world):
                    if deed.name not in raced:
                        raced.add(deed.name)
                        race_for(world, deed, f"{name} {deed.name}", figures)
                    deed.send(world, None)

    alone.run("R3-race", all_of_it, fresh=asked.fresh)


def parts(count: int) -> Iterator[range]:
    """Yield the numbers of so many races, a hundred at a time."""
    for first in range(0, count, AT_A_TIME):
        yield range(first, min(first + AT_A_TIME, count))


main()
