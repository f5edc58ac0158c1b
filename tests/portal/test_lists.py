"""Lists of cases, persons and payables: terms, filters in the address, downloads as filtered."""

import csv
import io
from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from dote.states import DoteState
from portal.casework.case_table import case_table, next_words
from portal.casework.choosing import Chosen, visible
from portal.casework.deadlines import Deadline, deadlines
from portal.casework.desk import queue_page
from portal.components import Tone
from portal.paging import Keyset, Order, page_of_keys
from portal.papers.lists import word_for
from portal.visitors import visitor_as
from tests.dote_path import APPLIED, TAKEN, path
from tests.portal.visits import signed_in
from tests.world import World

TODAY = TAKEN


def downloaded(client: Client, name: str, **values: str) -> list[dict[str, str]]:
    """Return the rows of a download as CSV, by heading."""
    answer = client.post(reverse("download", args=[name]), values | {"format": "csv"})
    assert answer.status_code == HTTPStatus.OK, answer.content[:400]
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@pytest.mark.parametrize(
    ("left", "tone", "word"),
    [
        (-2, Tone.REFUSED, "in ritardo di 2 giorni"),
        (0, Tone.MISSING, "scade oggi"),
        (1, Tone.MISSING, "tra 1 giorno"),
        (7, Tone.MISSING, "tra 7 giorni"),
        (8, Tone.LATER, "tra 8 giorni"),
    ],
)
def test_days_left_are_told_by_word_and_colour(left: int, tone: Tone, word: str) -> None:
    badge = Deadline(TODAY + timedelta(days=left), left, "to be signed").badge
    assert (badge.tone, badge.word) == (tone, word)


def test_a_suspended_term_says_so_instead_of_counting() -> None:
    badge = Deadline(TODAY, -3, "eligibility", is_stopped=True).badge
    assert badge.word == "termine sospeso"


@pytest.mark.slow
def test_the_term_of_a_case_is_that_of_its_state(world: World) -> None:
    way = path(world)
    dote = way.submit()
    term = deadlines([dote], on=TODAY)[dote.pk]
    assert term.due_on == APPLIED + timedelta(days=30)
    awarded = path(world, "amina")
    awarded.award()
    assert deadlines([awarded.dote], on=TODAY)[awarded.dote.pk].due_on == awarded.dote.sign_by


def test_the_nearest_deadline_comes_first(world: World) -> None:
    late, early = path(world), path(world, "amina")
    late.take_charge()
    early.submit()
    anna = visitor_as(world.anna, on=TODAY)
    page = queue_page(Chosen(queue=True), anna, QueryDict(""))
    terms = deadlines(page.rows, on=TODAY)
    days = [terms[row.pk].due_on for row in page.rows if row.pk in terms]
    assert days == sorted(days)
    assert {row.pk for row in page.rows} == {late.dote.pk, early.dote.pk}


def test_an_officer_keeps_to_what_is_assigned_to_her(world: World) -> None:
    mine, other = path(world), path(world, "amina")
    mine.take_charge()
    other.submit()
    anna = signed_in(world.anna)
    said = anna.get(reverse("officer_desk") + "?di=me").content.decode()
    assert mine.dote.reference in said
    assert other.dote.reference not in said
    assert other.dote.reference in anna.get(reverse("officer_desk")).content.decode()


def test_tabs_count_what_the_other_filters_keep(world: World) -> None:
    path(world).take_charge()
    path(world, "amina").submit()
    anna = signed_in(world.anna)
    page = anna.get(reverse("officer_desk") + f"?stato={DoteState.SUBMITTED}")
    tabs = {str(tab.label): (tab.number, tab.is_current) for tab in page.context["tabs"]}
    assert tabs["Submitted"] == ("1", True)
    assert tabs["Under review"] == ("1", False)
    assert tabs["All"] == ("2", False)


@pytest.mark.slow
def test_all_cases_of_a_person_are_one_click_from_a_case(world: World) -> None:
    way = path(world)
    way.submit()
    path(world, "amina").submit()
    anna = signed_in(world.anna)
    pseudonym = way.dote.participant.pseudonym
    link = f"{reverse('cases')}?persona={pseudonym}"
    assert link in anna.get(reverse("dote", args=[way.dote.pk])).content.decode()
    listed = anna.get(link)
    assert [row.pk for row in listed.context["page"].rows] == [way.dote.pk]


@pytest.mark.slow
def test_the_operator_goes_from_the_case_to_the_person_and_back(world: World) -> None:
    way = path(world)
    way.submit()
    marta = signed_in(world.marta)
    person = reverse("person", args=[way.dote.participant_id])
    assert person in marta.get(reverse("dote", args=[way.dote.pk])).content.decode()
    assert reverse("dote", args=[way.dote.pk]) in marta.get(person).content.decode()
    assert (
        person
        not in signed_in(world.anna).get(reverse("dote", args=[way.dote.pk])).content.decode()
    ), "an officer has no page of the person"


def test_a_list_of_cases_is_downloaded_as_it_is_filtered(world: World) -> None:
    mine, other = path(world), path(world, "amina")
    mine.take_charge()
    other.submit()
    rows = downloaded(signed_in(world.anna), "cases", stato=DoteState.UNDER_REVIEW)
    assert [row["Case"] for row in rows] == [mine.dote.reference]
    assert rows[0]["Person"] == mine.dote.participant.pseudonym
    everything = downloaded(signed_in(world.anna), "cases")
    assert len(everything) == 2
    assert "Samir" not in str(everything)


def test_a_download_ends_where_the_office_ends(world: World) -> None:
    path(world).submit()
    assert downloaded(signed_in(world.dario), "cases") == []
    refused = signed_in(world.elena).post(reverse("download", args=["cases"]), {"format": "csv"})
    assert refused.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("form", ["xlsx", "json", pytest.param("pdf", marks=pytest.mark.pdf)])
@pytest.mark.slow
def test_every_format_of_the_list_is_there(world: World, form: str) -> None:
    path(world).submit()
    answer = signed_in(world.anna).post(reverse("download", args=["cases"]), {"format": form})
    assert answer.status_code == HTTPStatus.OK
    assert answer.content


def test_persons_are_downloaded_by_pseudonym(world: World) -> None:
    rows = downloaded(signed_in(world.marta), "persons")
    assert {row["Person"] for row in rows} >= {world.person("samir").pseudonym}
    assert "Samir" not in str(rows)


def test_what_is_to_be_paid_is_downloaded_with_what_keeps_it_back(world: World) -> None:
    way = path(world)
    way.cleared_months(rent_months=1, work_months=1)
    rows = downloaded(signed_in(world.giulia), "payables")
    assert rows
    assert {row["Case"] for row in rows} == {way.dote.reference}
    assert all(row["Due"] for row in rows)


@pytest.mark.slow
def test_a_longer_queue_takes_no_more_queries(world: World) -> None:
    anna = visitor_as(world.anna, on=TODAY)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            page = queue_page(Chosen(queue=True), anna, QueryDict(""))
            case_table(page.rows, anna, caption="")
        return len(found)

    path(world).take_charge()
    few = queries()
    path(world, "amina").take_charge()
    assert queries() == few


def test_pages_by_deadline_are_whole_and_turn_back() -> None:
    keys = [(f"2026-01-{day:02}", f"{day:02}") for day in range(1, 26)]
    order = Order("termine", "By deadline", ())

    def page(query: str) -> Keyset:
        return page_of_keys(
            keys,
            order=order,
            query=QueryDict(query),
            fetch=lambda ids: {each: each for each in ids},
            size=10,
        )

    first = page("di=me")
    second = page(first.following[1:])
    third = page(second.following[1:])
    assert [*first.rows, *second.rows, *third.rows] == [key[-1] for key in keys]
    assert third.following == ""
    assert first.previous == ""
    assert "di=me" in second.following
    assert page(third.previous[1:]).rows == second.rows
    assert page("dopo=spoilt").rows == first.rows


def test_spoilt_filters_keep_everything(world: World) -> None:
    dote = path(world).submit()
    anna = visitor_as(world.anna, on=date(2026, 11, 1))
    chosen = Chosen.of({"stato": "nowhere", "di": "everybody", "persona": "", "bando": ""})
    assert [row.pk for row in chosen.keep(visible(anna), anna)] == [dote.pk]


def test_the_next_step_leads_on_and_is_no_refusal(world: World) -> None:
    way = path(world)
    dote = way.take_charge()
    anna = visitor_as(world.anna, on=TODAY)
    with translation.override("it"):
        assert next_words([dote], anna)[dote.pk] == "Dichiara idonea"


@pytest.mark.parametrize(
    ("kind", "word"),
    [("rent_receipt", "La ricevuta dell’affitto"), ("whatever_else", "Un documento")],
)
def test_a_document_has_a_word_whatever_its_kind(kind: str, word: str) -> None:
    assert word_for(kind) == word
