"""Registers the programme package with Django."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "programme"
