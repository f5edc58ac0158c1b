"""Registers the expenditure package with Django."""

from django.apps import AppConfig


class ExpenditureConfig(AppConfig):
    name = "expenditure"
