"""Registers the accounting package with Django."""

from django.apps import AppConfig


class AccountingConfig(AppConfig):
    name = "accounting"
