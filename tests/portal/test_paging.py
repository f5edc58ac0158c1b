"""Pages of a list by keyset: whole, in order, nothing twice, filters kept."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from dote.models import Dote
from people.models import User
from portal.paging import Keyset, Order, capped, counted, counted_by, page_of

BY_NAME = Order("nome", "By name", ("name", "id"), descending=False)
NEWEST = Order("recenti", "Newest", ("id",))

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _people() -> None:
    for number in range(25):
        name = f"Person {number // 3:02}"  # some share a name: the identifier decides
        User.objects.create(email=f"p{number}@example.invalid", name=name)


def walk(order: Order, *, backwards: bool = False) -> list[list[str]]:
    """Return the identifiers of each page, going on to the end."""
    pages, query = [], f"ordine={order.name}&stato=open"
    while True:
        page = page_of(User.objects.all(), orders=[BY_NAME, NEWEST], query=QueryDict(query), size=4)
        pages.append([row.pk for row in page.rows])
        following = page.previous if backwards else page.following
        if not following:
            return pages
        assert "stato=open" in following
        query = following.removeprefix("?")


@pytest.mark.parametrize("order", [BY_NAME, NEWEST], ids=lambda order: order.name)
def test_all_pages_together_are_the_list(order: Order) -> None:
    sign = "-" if order.descending else ""
    expected = User.objects.order_by(*(f"{sign}{name}" for name in order.columns))
    found = [pk for page in walk(order) for pk in page]
    assert found == list(expected.values_list("pk", flat=True))


def test_one_comes_back_the_way_one_went() -> None:
    def at(query: str) -> Keyset:
        return page_of(User.objects.all(), orders=[BY_NAME], query=QueryDict(query), size=4)

    first = at("")
    second = at(first.following[1:])
    back = at(second.previous[1:])
    assert [row.pk for row in back.rows] == [row.pk for row in first.rows]
    assert back.previous == ""


def test_a_page_takes_one_query_that_skips_nothing() -> None:
    second = walk(NEWEST)
    assert len(second) == 7
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page_of(User.objects.all(), orders=[NEWEST], query=QueryDict(""), size=4)
    assert len(asked) == 1
    assert "OFFSET" not in asked[0]["sql"]


@pytest.mark.parametrize(
    "text", ["dopo=!!!", "dopo=W10=", "dopo=eyJhIjoxfQ==", "dopo=WzEsMiwzXQ=="]
)
def test_a_spoilt_address_gives_the_first_page(text: str) -> None:
    page = page_of(User.objects.all(), orders=[NEWEST], query=QueryDict(text), size=4)
    assert len(page.rows) == 4
    assert page.previous == ""


def test_big_numbers_are_not_counted_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    assert counted(User.objects.all()) == str(User.objects.count())
    monkeypatch.setattr("portal.paging.CAP", 10)
    assert counted(User.objects.all()) == "1.000+"


def test_rows_are_counted_by_value_in_one_query(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = User.objects.all()
    italian = rows.filter(language="it").count()
    assert italian > 2
    with CaptureQueriesContext(connection) as asked:
        assert counted_by(rows, "language", ["it", "xx"]) == {"it": italian, "xx": 0}
    assert len(asked) == 1
    monkeypatch.setattr("portal.paging.CAP", 1)
    assert counted_by(rows, "language", ["it"]) == {"it": 2}
    assert capped(2) == "1.000+"


def test_an_empty_table_has_nothing_to_count() -> None:
    assert counted_by(Dote.objects.as_system(), "state", ["draft"]) == {}
