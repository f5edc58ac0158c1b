"""Hashes passwords as the product does, at the lowest cost: the product can check them."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapArgon2(Argon2PasswordHasher):
    """Argon2 with the smallest allowed effort, for the many sign-ins of the tests."""

    time_cost = 1
    memory_cost = 8  # KiB
    parallelism = 1
