"""Registers the dote package with Django."""

from django.apps import AppConfig


class DoteConfig(AppConfig):
    name = "dote"
