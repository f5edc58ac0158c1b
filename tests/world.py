"""The world of the tests: one present operation, its partners, its cast, on 18 November 2026."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction

from accounting import catalogue, journal
from accounting.models import Position
from audit import clock, entropy
from audit.trail import Draft, record_in_stream
from people import bank_accounts, case_files, mandates, plans, registration
from people.actors import Actor, system_actor
from people.identity import Identity
from people.languages import Language
from people.models import ActionPlanVersion, CaseFile, Consent, Participant, User
from people.plans import Means, PlanContent, PlanStep
from people.roles import Role
from programme.models import (
    Agreement,
    AllowanceRule,
    BudgetLine,
    Call,
    CostCategory,
    Fund,
    Operation,
    Partner,
    Provider,
    Territory,
)
from tests import cast, world_programme
from tests.world_programme import START, Ground

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 18)
REGISTERED = date(2026, 10, 5)


@dataclass
class World:
    """What the tests act on; `world.anna` and the others of the cast are users."""

    ground: Ground
    users: dict[str, User]

    def __getattr__(self, name: str) -> User:
        """Return someone of the cast by first name."""
        users: dict[str, User] = self.__dict__.get("users", {})
        if name not in users:
            raise AttributeError(name)
        return users[name]

    @property
    def operation(self) -> Operation:
        """Return the present operation, 2026 to 2028."""
        return self.ground.operation

    @property
    def finished_operation(self) -> Operation:
        """Return the past operation, whose expenditure is no longer eligible."""
        return self.ground.finished_operation

    @property
    def call(self) -> Call:
        """Return the open call for endowments."""
        return self.ground.call

    @property
    def puglia(self) -> Partner:
        """Return the lead partner."""
        return self.ground.partners["PUGLIA"]

    @property
    def sicilia(self) -> Partner:
        """Return the other partner."""
        return self.ground.partners["SICILIA"]

    @property
    def region(self) -> Territory:
        """Return the territory of Puglia."""
        return self.puglia.territory

    @property
    def esf(self) -> Fund:
        """Return the European Social Fund Plus."""
        return Fund.objects.get(code="ESF")

    @property
    def fami(self) -> Fund:
        """Return the Asylum, Migration and Integration Fund."""
        return Fund.objects.get(code="FAMI")

    @property
    def work_line(self) -> BudgetLine:
        """Return the budget line B1, internships."""
        return self.ground.lines["B1"]

    @property
    def rent_line(self) -> BudgetLine:
        """Return the budget line B2, rent."""
        return self.ground.lines["B2"]

    @property
    def allowance_category(self) -> CostCategory:
        """Return the cost category of internship allowances."""
        return CostCategory.objects.get(code="ALLOWANCE")

    @property
    def housing_category(self) -> CostCategory:
        """Return the cost category of rents."""
        return CostCategory.objects.get(code="HOUSING")

    @property
    def landlord(self) -> Provider:
        """Return a landlord, who is a natural person."""
        return self.ground.landlord

    @property
    def host(self) -> Provider:
        """Return a host firm."""
        return self.ground.host

    @property
    def rental(self) -> Agreement:
        """Return Puglia's agreement with the landlord."""
        return self.ground.rental

    @property
    def hosting(self) -> Agreement:
        """Return Puglia's agreement with the host firm."""
        return self.ground.hosting

    @property
    def allowance_rule(self) -> AllowanceRule:
        """Return Puglia's rule in force."""
        return AllowanceRule.objects.in_force(TODAY).get(territory=self.region)

    def actor(self, user: User, role: Role) -> Actor:
        """Return a user acting in one of their roles."""
        return Actor(user.pk, role, None, f"people.user:{user.pk}")

    def person(self, name: str) -> Participant:
        """Return the participant behind samir, amina or yusuf."""
        found = self.users[name].participant
        assert found is not None
        return found

    def case_file(self, name: str) -> CaseFile:
        """Return the case file of samir, amina or yusuf on the present operation."""
        files = CaseFile.objects.as_system().filter(participant=self.person(name))
        return files.get(operation=self.operation)

    def signed_plan(self, name: str, *, on: date = TODAY) -> ActionPlanVersion:
        """Have the action plan of samir, amina or yusuf written and signed by both."""
        case_file = self.case_file(name)
        operator = self.actor(case_file.case_manager, Role.OPERATOR)
        version = plans.draft(case_file, a_plan(), by=operator, on=on)
        version = plans.sign_as_participant(version, means=Means.PEN, by=operator, on=on)
        return plans.sign_as_operator(version, by=operator, on=on)

    def position(self, line: BudgetLine, fund: Fund, partner: Partner | None = None) -> Position:
        """Return the budget position of a line and fund, Puglia's unless told otherwise."""
        found, _made = Position.objects.get_or_create(
            operation=self.operation, partner=partner or self.puglia, line=line, fund=fund
        )
        return found

    @transaction.atomic
    def appropriate(
        self, cents: int, *, line: BudgetLine, fund: Fund, partner: Partner | None = None
    ) -> Position:
        """Book an appropriation on a position and return the position as it stands after it."""
        position = self.position(line, fund, partner)
        root = f"accounting.position:{position.pk}"
        facts = {"cents": cents}
        draft = Draft(
            actor="system", role="system", action="appropriate", subject=root, facts=facts
        )
        event = record_in_stream(draft, stream=root)
        dims = catalogue.Dimensions(position_id=position.pk, root=root)
        posting = catalogue.appropriate(cents, dims)
        journal.post([posting], on=START, event=event, actor="system")
        position.refresh_from_db()
        return position


def a_plan() -> PlanContent:
    """Return an invented plan: a room for a year, an internship of six months."""
    return PlanContent(
        needs=("Una stanza propria", "Un lavoro con un contratto"),
        goals=("Lasciare il ghetto", "Un contratto entro l’estate"),
        steps=(
            PlanStep(
                description="Prendere in affitto una stanza",
                service="rent",
                starts_on=date(2026, 12, 1),
                ends_on=date(2027, 11, 30),
            ),
            PlanStep(
                description="Un tirocinio",
                service="internship",
                starts_on=date(2026, 12, 1),
                ends_on=date(2027, 5, 31),
            ),
        ),
        review_on=date(2027, 3, 1),
    )


@contextmanager
def at(instant: datetime = NOW) -> Iterator[None]:
    """Stop the clock and seed the entropy, so that a test is the same at every run."""
    with clock.fixed(instant, name="test"), entropy.seeded("percorsi tests"):
        yield


@transaction.atomic
def build() -> World:
    """Build the world in an empty database that has the reference data."""
    world = World(ground=world_programme.build(), users={})
    for name, office in cast.STAFF.items():
        world.users[name] = _user(name, office.name)
        by = world.actor(world.elena, Role.ADMINISTRATOR) if name != "elena" else system_actor()
        mandates.assign(
            world.users[name],
            office.role,
            partner=world.ground.partners.get(office.partner),
            starts_on=START,
            act_reference="Invented act 1/2026",
            by=by,
        )
    _register(world, "samir", cast.SAMIR, cast.SAMIR_IBAN, operator=world.marta, delegates=True)
    _register(world, "amina", cast.AMINA, cast.AMINA_IBAN, operator=world.marta)
    _register(world, "yusuf", cast.YUSUF, cast.YUSUF_IBAN, operator=world.nino)
    return world


def _user(name: str, shown: str) -> User:
    return User.objects.create_user(
        f"{name}@example.invalid", cast.PASSWORD, name=shown, language=Language.ENGLISH
    )


def _register(
    world: World, name: str, who: Identity, iban: str, *, operator: User, delegates: bool = False
) -> None:
    """Register a participant with case file, consents and an account in effect."""
    by = world.actor(operator, Role.OPERATOR)
    partner = operator.mandates.get().partner
    assert partner is not None
    person = registration.register(
        who,
        partner=partner,
        territory=partner.territory,
        language=Language.ENGLISH,
        by=by,
        on=REGISTERED,
    )
    user = world.users[name] = _user(name, who.full_name)
    user.participant = person
    user.save()
    case_files.open_case_file(
        person,
        operation=world.operation,
        partner=partner,
        case_manager=operator,
        by=by,
        on=REGISTERED,
    )
    kinds = [Consent.Kind.PRIVACY_NOTICE, Consent.Kind.DELEGATION][: 1 + delegates]
    for kind in kinds:
        case_files.give_consent(
            person, kind, version="1", language=Language.ENGLISH, by=by, on=REGISTERED
        )
    _pay_on(world, person, iban, by=by)


def _pay_on(world: World, person: Participant, iban: str, *, by: Actor) -> None:
    giulia = world.actor(world.giulia, Role.FINANCE)
    account = bank_accounts.request(person, iban, by=by, on=REGISTERED)
    bank_accounts.verify(account, by=giulia, on=REGISTERED)
    bank_accounts.put_in_effect(account, by=giulia, on=REGISTERED)
