"""The side procedures that every measure shares: each an object with its own small machine.

A procedure points to its case by label and never knows a measure's name. What it changes in the
case it announces (``integration.sent``); the measure answers with one named step of its own, which
it has registered in ``lifecycle.registries.consequences``.
"""
