"""Registers the project itself with Django, for the commands that see every package."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
