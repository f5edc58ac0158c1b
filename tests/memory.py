"""Finds where files of the tests cost least: they die with the run, on disk or in memory."""

import os
import shutil

IN_MEMORY = "/dev/shm"
ROOM = 4 * 1024**3  # bytes: all copies of a whole run, with a wide margin


def quickest_folder() -> str:
    """Return the folder in memory where it has room, or the folder of temporary files.

    Every setting of the product stays as it is (SQLite's synchronous=FULL too): only the waiting
    for the disk goes. What a killed process leaves behind is the same in either folder; what a
    machine without power leaves is not tried by tests.
    """
    usable = os.path.isdir(IN_MEMORY) and os.access(IN_MEMORY, os.W_OK)
    if usable and shutil.disk_usage(IN_MEMORY).free > ROOM:
        return IN_MEMORY
    return "/tmp"
