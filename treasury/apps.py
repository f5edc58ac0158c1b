"""Registers the treasury package with Django."""

from django.apps import AppConfig


class TreasuryConfig(AppConfig):
    name = "treasury"
