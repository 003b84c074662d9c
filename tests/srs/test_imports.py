"""The scheduler loads quickly and alone: every command and every test starts with it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import app.srs

# These load numpy; whoever needs one imports it where it is used.
OVER_ARRAYS = {
    "app.srs.class_features",
    "app.srs.class_model",
    "app.srs.class_projection",
    "app.srs.class_rows",
    "app.srs.exam",
    "app.srs.exam_day",
    "app.srs.exposure",
    "app.srs.fitting",
    "app.srs.projection",
    "app.srs.readiness",
    "app.srs.vector",
    "app.srs.vector_fold",
}
EVERY_MODULE = {f"app.srs.{path.stem}" for path in Path(app.srs.__file__).parent.glob("[a-z]*.py")}
MODULES = sorted(EVERY_MODULE - OVER_ARRAYS)
REPORT = """
import importlib, json, sys, time
began = time.process_time()
for name in sys.argv[1:]:
    importlib.import_module(name)
took = time.process_time() - began
print(json.dumps({"seconds": took, "loaded": sorted(sys.modules)}))
"""


def loaded_by(*names: str) -> tuple[float, set[str]]:
    """Return how long a fresh Python takes to import *names*, and the top-level packages."""
    command = [sys.executable, "-c", REPORT, *names]
    report = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return report["seconds"], {name.partition(".")[0] for name in report["loaded"]}


def test_no_module_loads_the_web_the_database_or_numpy() -> None:
    assert "app.srs.queue" in MODULES
    _, packages = loaded_by(*MODULES)
    assert not packages & {"flask", "werkzeug", "sqlalchemy", "click", "numpy", "pydantic"}


def test_modules_over_arrays_load_numpy_and_nothing_heavier() -> None:
    assert OVER_ARRAYS <= EVERY_MODULE
    _, packages = loaded_by(*sorted(OVER_ARRAYS))
    assert "numpy" in packages
    assert not packages & {"flask", "werkzeug", "sqlalchemy", "click", "pydantic"}


def test_the_package_itself_loads_in_a_fraction_of_its_budget() -> None:
    assert min(loaded_by("app.srs")[0] for _ in range(5)) < 0.05
