"""The one registry of exports: a function that returns a typed table, registered once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from documents.tables import Column, Kind, Table, Text

__all__ = [
    "Column",
    "Export",
    "Kind",
    "Params",
    "Table",
    "UnknownExportError",
    "export",
    "get",
    "registered",
]


class UnknownExportError(LookupError):
    """Raised for a name that no export is registered under."""


@dataclass(frozen=True)
class Params(Mapping[str, Any]):
    """The cleaned parameters of one run, and the person for whom it is made (None: the system)."""

    values_by_name: Mapping[str, Any]
    viewer: Any = None

    def __getitem__(self, name: str) -> Any:
        return self.values_by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_name)

    def __len__(self) -> int:
        return len(self.values_by_name)

    def visible(self, queryset: Any) -> Any:
        """Return the rows of a scoped queryset that the person may see."""
        if self.viewer is None:
            return queryset.as_system()
        return queryset.visible_to(self.viewer)


Maker = Callable[[Params], Table]


@dataclass(frozen=True)
class Export:
    """One registered export; `personal` ones are never kept, only their hashes are."""

    name: str
    title: Text
    help: Text
    roles: frozenset[str]
    columns: tuple[Column, ...]
    form: type[forms.Form] | None
    personal: bool
    make: Maker

    def table(self, params: Params) -> Table:
        """Return the table of one run; raise ValueError if its columns are not the declared."""
        table = self.make(params)
        if table.columns != self.columns:
            raise ValueError(f"export {self.name} returned other columns than it declares")
        return table


_registry: dict[str, Export] = {}


def export(
    name: str,
    *,
    title: Text,
    roles: frozenset[str] | set[str],
    columns: tuple[Column, ...],
    help: Text = "",
    form: type[forms.Form] | None = None,
    personal: bool = False,
) -> Callable[[Maker], Maker]:
    """Register the function below as the export `name`; raise ValueError if the name is taken."""

    def register(make: Maker) -> Maker:
        if name in _registry:
            raise ValueError(f"two exports are called {name}")
        _registry[name] = Export(
            name=name,
            title=title,
            help=help,
            roles=frozenset(roles),
            columns=columns,
            form=form,
            personal=personal,
            make=make,
        )
        return make

    return register


def get(name: str) -> Export:
    """Return the export of that name; raise UnknownExportError with the names that exist."""
    try:
        return _registry[name]
    except KeyError:
        names = ", ".join(sorted(_registry)) or "none"
        raise UnknownExportError(f"no export is called {name}; there are: {names}") from None


def registered() -> list[Export]:
    """Return all exports, by name."""
    return [_registry[name] for name in sorted(_registry)]
