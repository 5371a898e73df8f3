"""The built wheel, installed into an environment of its own and used in an empty folder, does what a checkout does."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from sim.ensemble.fingerprint import model_fingerprint
from sim.scenario.catalogue import SHIPPED
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
SMALL = ("--worlds", "5", "--months", "6")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment in which the wheel is installed; its libraries are those of the running environment."""
    wheels = tmp_path_factory.mktemp("wheels")
    said((*PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", wheels, ROOT), ROOT, os.environ)
    (wheel,) = wheels.glob("*.whl")
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    paths = sysconfig.get_paths("venv", {"base": str(folder), "platbase": str(folder)})
    # the libraries alone: .pth files in there, such as that of an editable installation, are not followed
    libraries = dict.fromkeys(sysconfig.get_paths()[name] for name in ("purelib", "platlib"))
    (Path(paths["purelib"]) / "libraries.pth").write_text("\n".join(libraries) + "\n", encoding="utf-8")
    scripts = Path(paths["scripts"])
    said((*PIP, "--python", scripts / "python", "install", "--no-deps", "--no-index", "--force-reinstall", wheel), wheels)
    return scripts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The empty folder in which commands run."""
    return tmp_path


def variables() -> dict[str, str]:
    """Return the environment variables without those that would make the checkout importable."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "COVERAGE_PROCESS_CONFIG")}


def said(command: tuple[str | Path, ...], folder: Path, env: Mapping[str, str] | None = None) -> str:
    """Run a command in a folder and return what it prints; it has to succeed. env: `variables()` unless given."""
    done = subprocess.run(command, cwd=folder, env=env or variables(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def page(peninsula: Path, folder: Path) -> Iterator[str]:
    """Serve the page and give its address."""
    command = (peninsula, "web", "--no-open", "--port", "0", "--workers", "1")
    with subprocess.Popen(command, cwd=folder, env=variables(), stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        address = re.search(r"http://\S+", line)
        try:
            assert address, line
            yield address[0]
        finally:
            server.terminate()


def test_the_package_and_its_scenarios_are_those_of_the_wheel(environment: Path, folder: Path) -> None:
    program = "import sim.scenario.catalogue as c; print(c.__file__); print(c.SHIPPED); print(*c.known_scenarios(), sep='\\n')"
    module, shipped, *names = said((environment / "python", "-c", program), folder).splitlines()
    assert Path(module).is_relative_to(environment.parent)
    assert Path(shipped) == Path(module).parents[1] / "scenarios"
    assert names == sorted(path.stem for path in SHIPPED.glob("*.toml"))


def test_it_is_the_same_model_as_that_of_the_checkout(environment: Path, folder: Path) -> None:
    program = "from sim.ensemble.fingerprint import model_fingerprint; print(model_fingerprint())"
    assert said((environment / "python", "-c", program), folder).strip() == model_fingerprint()


def test_a_shipped_scenario_runs_in_an_empty_folder(environment: Path, folder: Path) -> None:
    peninsula = environment / "peninsula"
    said((peninsula, "run", "baseline", *SMALL), folder)
    (run,) = (folder / "results").glob("baseline-*")
    assert (run / "summary.csv").is_file()
    document = json.loads(said((peninsula, "compare", "baseline_2025", "moon_package", *SMALL, "--json"), folder))
    assert {contrast["scenario"] for contrast in document["contrasts"]} == {"moon_package"}


def test_a_scenario_of_ones_own_starts_from_a_shipped_one(environment: Path, folder: Path) -> None:
    peninsula = environment / "peninsula"
    said((peninsula, "new", "mine.toml", "--from", "moon_package"), folder)
    assert 'extends = "moon_package"' in (folder / "mine.toml").read_text(encoding="utf-8")
    first, second, *_ = json.loads(said((peninsula, "check", "mine.toml", "--json"), folder))["files"]
    assert first == "mine.toml"
    assert Path(second).is_relative_to(environment.parent)
    assert Path(second).name == "moon_package.toml"
    said((peninsula, "run", "mine.toml", *SMALL, "--quiet"), folder)


def test_a_claim_is_tested_against_a_shipped_scenario(environment: Path, folder: Path) -> None:
    peninsula = environment / "peninsula"
    said((peninsula, "findings", "moon_package", "--worlds", "5", "--worldviews", "agnostic", "--page", "findings.md"), folder)
    assert (folder / "findings.md").is_file()


def test_the_page_starts_and_lists_the_shipped_scenarios(environment: Path, folder: Path) -> None:
    with page(environment / "peninsula", folder) as address, urlopen(f"{address}api/scenarios", timeout=60) as answer:
        names = [scenario["name"] for scenario in json.load(answer)]
    assert sorted(names) == sorted(path.stem for path in SHIPPED.glob("*.toml"))
