"""What can be done to a trail from behind: each kind edits a world and says what must be found."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from audit.canonical import sha256
from tests.audit.tamper.world import EventRow, World


@dataclass(frozen=True)
class Expected:
    """A fault of one of these kinds, at this event or this seal (0: the whole trail)."""

    kinds: frozenset[str]
    stream: str = ""
    seq: int = 0
    seal: int = 0


Tampering = Callable[[World, random.Random], Expected]
KINDS: dict[str, Tampering] = {}
ONLY_IN_THE_DATABASE = set[str]()


def kind(*, only_in_the_database: bool = False) -> Callable[[Tampering], Tampering]:
    """Register a kind of tampering under its name."""

    def register(tampering: Tampering) -> Tampering:
        KINDS[tampering.__name__] = tampering
        if only_in_the_database:
            ONLY_IN_THE_DATABASE.add(tampering.__name__)
        return tampering

    return register


def any_sealed(world: World, chance: random.Random, *, spare_last: bool = False) -> EventRow:
    """Return an event under seal; `spare_last` leaves out the last sealed one of each stream."""
    return chance.choice(
        [e for e in world.events if e.seq <= world.sealed(e.stream) - int(spare_last)]
    )


def at(event: EventRow, *kinds: str) -> Expected:
    """Expect a fault of one of the kinds at this event."""
    return Expected(frozenset(kinds), event.stream, event.seq)


def of(seal: int, *kinds: str) -> Expected:
    """Expect a fault of one of the kinds at this seal."""
    return Expected(frozenset(kinds), seal=seal)


# --- events ---


@kind()
def edit_a_fact(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance)
    event.tell(facts={"cents": chance.randrange(10**6)})
    return at(event, "event changed")


@kind()
def edit_the_actor_everywhere_but_in_the_hash(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance)
    event.tell(actor="people.user:MALLORY")
    return at(event, "event changed")


@kind(only_in_the_database=True)
def edit_a_column(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance)
    column = chance.choice(["actor", "role", "action", "subject", "source", "target", "prev"])
    setattr(event, column, sha256("x") if column == "prev" else "mallory")
    return at(event, "columns changed")


@kind(only_in_the_database=True)
def backdate_a_column(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance)
    other = chance.choice([e for e in world.events if e.at != event.at])
    event.at = other.at
    return at(event, "columns changed")


@kind(only_in_the_database=True)
def move_to_another_stream(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance)
    moved = at(event, "columns changed")
    event.stream = "story.case:elsewhere"
    return moved


@kind(only_in_the_database=True)
def swap_the_numbers_of_two(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance, spare_last=True)
    after = world.stream(event.stream)[event.seq]
    swapped = at(event, "columns changed")
    event.seq, after.seq = after.seq, event.seq
    return swapped


@kind()
def edit_and_hash_again(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance)
    event.tell(facts={"cents": chance.randrange(10**6)})
    event.rehash()
    return at(event, "event changed", "rewritten after sealing")


@kind()
def rewrite_to_the_end(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance)
    event.tell(reason="rewritten", target="awarded")
    world.renumber(event.stream)
    return at(event, "rewritten after sealing")


@kind()
def forge_a_hash(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance)
    event.hash = sha256(str(chance.random()))
    return at(event, "hash forged")


@kind()
def forge_a_link(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance)
    event.tell(prev=sha256(str(chance.random())))
    if chance.random() < 0.5:
        event.rehash()
    return at(event, "event changed", "rewritten after sealing")


@kind()
def delete_one(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance, spare_last=True)
    world.remove("audit_event", lambda row: row is event)
    return at(event, "event missing")


@kind()
def delete_some(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance, spare_last=True)
    gone = range(event.seq, chance.randint(event.seq, world.sealed(event.stream) - 1) + 1)
    world.remove("audit_event", lambda row: row.stream == event.stream and row.seq in gone)
    return at(event, "event missing")


@kind()
def delete_and_close_the_gap(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance)
    world.remove("audit_event", lambda row: row is event)
    world.renumber(event.stream)
    return at(event, "rewritten after sealing", "no longer vouched for", "tail cut")


@kind()
def cut_the_tail(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance)
    world.remove("audit_event", lambda row: row.stream == event.stream and row.seq >= event.seq)
    world.fix_head(event.stream)
    return at(event, "tail cut")


@kind()
def delete_a_stream(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance)
    world.remove("audit_event", lambda row: row.stream == event.stream)
    world.fix_head(event.stream)
    return at(event, "tail cut")


@kind()
def slip_in_a_second(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance)
    twin = replace(event, id=max(e.id for e in world.events) + 1)
    twin.tell(action="pay_twice")
    twin.rehash()
    world.events.insert(chance.randrange(len(world.events)), twin)
    return at(event, "event inserted")


@kind()
def insert_and_make_room(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance)
    for later in world.stream(event.stream)[event.seq - 1 :]:
        later.seq += 1
    new = replace(event, id=max(e.id for e in world.events) + 1, seq=event.seq - 1)
    new.action = "award"
    new.tell(action="award", seq=new.seq)
    world.events.append(new)
    world.events.sort(key=lambda row: (row.stream, row.seq))
    world.renumber(event.stream)
    return at(new, "rewritten after sealing", "event out of order", "event changed")


@kind()
def swap_two_lines(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance, spare_last=True)
    after = world.stream(event.stream)[event.seq]
    event.id, after.id = after.id, event.id
    world.events.sort(key=lambda row: row.id)
    return at(event, "event out of order")


@kind()
def edit_in_the_unsealed_tail(world: World, chance: random.Random) -> Expected:
    event = chance.choice([e for e in world.events if e.seq > world.sealed(e.stream)])
    event.tell(actor="people.user:MALLORY")
    return at(event, "event changed")


# --- seals ---


@kind()
def edit_a_leaf(world: World, chance: random.Random) -> Expected:
    leaf = chance.choice(world.leaves)
    leaf.head = sha256(str(chance.random()))
    return Expected(frozenset({"leaf changed"}), leaf.stream, leaf.seq, leaf.seal_id)


@kind()
def shorten_a_leaf(world: World, chance: random.Random) -> Expected:
    leaf = chance.choice(world.leaves)
    leaf.seq += chance.choice([-1, 1, 100])
    return of(leaf.seal_id, "seal changed")


@kind()
def delete_a_leaf(world: World, chance: random.Random) -> Expected:
    leaf = chance.choice(world.leaves)
    world.remove("audit_sealleaf", lambda row: row is leaf)
    return of(leaf.seal_id, "seal changed")


@kind()
def add_a_leaf(world: World, chance: random.Random) -> Expected:
    leaf = chance.choice(world.leaves)
    new = max(row.id for row in world.leaves) + 1
    world.leaves.append(replace(leaf, id=new, stream="story.case:zz", seq=1))
    return Expected(frozenset({"leaf changed"}), "story.case:zz", 1, leaf.seal_id)


@kind()
def rewrite_events_and_their_leaves(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance)
    event.tell(reason="rewritten")
    world.renumber(event.stream)
    world.fix_leaves(event.stream)
    first = min(f.seal_id for f in world.leaves if f.stream == event.stream and f.seq >= event.seq)
    return of(first, "seal changed")


@kind()
def rewrite_up_to_the_roots(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance)
    event.tell(reason="rewritten")
    world.renumber(event.stream)
    world.fix_leaves(event.stream)
    world.reseal(None)
    first = min(f.seal_id for f in world.leaves if f.stream == event.stream and f.seq >= event.seq)
    return of(first, "signature wrong", "seal changed")


@kind()
def rewrite_and_sign_with_another_key(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance)
    event.tell(reason="rewritten")
    world.renumber(event.stream)
    world.fix_leaves(event.stream)
    world.reseal(Ed25519PrivateKey.from_private_bytes(chance.randbytes(32)))
    return Expected(frozenset({"signature wrong", "root differs from paper"}))


@kind()
def rewrite_and_sign_with_the_stolen_key(world: World, chance: random.Random) -> Expected:
    event = any_sealed(world, chance)
    event.tell(reason="rewritten")
    world.renumber(event.stream)
    world.fix_leaves(event.stream)
    world.reseal(Ed25519PrivateKey.from_private_bytes(settings.SEALING_KEY))
    return Expected(frozenset({"root differs from paper"}))


@kind()
def edit_a_seal(world: World, chance: random.Random) -> Expected:
    seal = chance.choice(world.seals)
    column = chance.choice(["size", "root", "at", "public_key", "prev"])
    other = chance.choice([s for s in world.seals if s is not seal])
    changed = {"size": seal.size + 1, "at": other.at}
    setattr(seal, column, changed.get(column, sha256(str(chance.random()))))
    return of(seal.number, "seal changed")


@kind()
def edit_a_signature(world: World, chance: random.Random) -> Expected:
    seal = chance.choice(world.seals)
    place = chance.randrange(128)
    digit = chance.choice([d for d in "0123456789abcdef" if d != seal.signature[place]])
    seal.signature = seal.signature[:place] + digit + seal.signature[place + 1 :]
    return of(seal.number, "signature wrong")


@kind()
def delete_a_seal(world: World, chance: random.Random) -> Expected:
    seal = chance.choice(world.seals[:-1])
    world.remove("audit_seal", lambda row: row is seal)
    world.remove("audit_sealleaf", lambda row: row.seal_id == seal.number)
    return of(seal.number, "seal missing")


@kind()
def delete_the_last_seals(world: World, chance: random.Random) -> Expected:
    first = chance.randrange(2, len(world.seals) + 1)
    world.remove("audit_seal", lambda row: row.number >= first)
    world.remove("audit_sealleaf", lambda row: row.seal_id >= first)
    world.reseal(None, first=first)  # the head's row forgets them too
    return Expected(frozenset({"size differs from paper"}))


@kind()
def delete_all_seals(world: World, chance: random.Random) -> Expected:
    for table in ("audit_seal", "audit_sealleaf"):
        world.remove(table, lambda row: True)
    world.remove("audit_streamhead", lambda row: row.stream == "seals")
    return Expected(frozenset({"size differs from paper"}))


@kind()
def swap_two_seals(world: World, chance: random.Random) -> Expected:
    one, two = chance.sample(world.seals, 2)
    one.number, two.number = two.number, one.number
    return of(min(one.number, two.number), "seal out of order", "seal changed")


@kind()
def slip_in_a_seal(world: World, chance: random.Random) -> Expected:
    seal = chance.choice(world.seals)
    twin = replace(seal, root=sha256(str(chance.random())))
    world.seals.append(twin)
    return of(seal.number, "seal inserted")
