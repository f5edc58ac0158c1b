"""Settings of the tests: the product's own, with fixed keys and strict templates."""

import atexit
import os
import shutil
import tempfile

from tests.memory import quickest_folder

if "PERCORSI_TEST_FOLDER" not in os.environ:  # the first process; its workers inherit the folder
    os.environ["PERCORSI_TEST_FOLDER"] = tempfile.mkdtemp(
        prefix="percorsi-tests-", dir=quickest_folder()
    )
    atexit.register(shutil.rmtree, os.environ["PERCORSI_TEST_FOLDER"], ignore_errors=True)
_folder = os.environ["PERCORSI_TEST_FOLDER"]
os.makedirs(f"{_folder}/static", exist_ok=True)
os.environ.update(
    {
        # Each worker has a store of its own: with seeded entropy two would take the same names.
        "PERCORSI_VAR": f"{_folder}/var/{os.environ.get('PYTEST_XDIST_WORKER', 'main')}",
        "PERCORSI_STATIC": f"{_folder}/static",
        "PYTEST_DEBUG_TEMPROOT": _folder,  # pytest's tmp_path lies there too
        "PERCORSI_SECRET_KEY": "51" * 32,
        "PERCORSI_MASTER_KEY": "4d" * 32,
        "PERCORSI_INDEX_KEY": "49" * 32,
        "PERCORSI_SEALING_KEY": "5e" * 32,
        "PERCORSI_HOST": "localhost",
        "PERCORSI_DEBUG": "0",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # playwright keeps a loop running in the tests' thread
    }
)
if os.environ.get("PERCORSI_TEST_DATABASE") == "postgres":
    # The names are placeholders: tests/ground.py puts in the database of each worker.
    os.environ["PERCORSI_DATABASE_URL"] = "postgresql://percorsi_app@/unset"
    os.environ["PERCORSI_OWNER_DATABASE_URL"] = "postgresql://percorsi_owner@/unset"
else:
    os.environ.pop("PERCORSI_OWNER_DATABASE_URL", None)
    os.environ["PERCORSI_DATABASE_URL"] = f"sqlite:///{_folder}/unset"

from config.settings import *  # a settings module is read by its names
from config.settings import TEMPLATES
from tests.strict_templates import Undefined

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("undefined")
PASSWORD_HASHERS = ["tests.cheap_hasher.CheapArgon2"]
STORAGES = {  # no manifest: tests run without collectstatic
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
