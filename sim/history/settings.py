"""The fitted coefficients of the observation models, as `peninsula calibrate` writes them."""

import tomllib
from pathlib import Path

from sim.history.assimilation import Settings
from sim.history.launches import FORMS
from sim.history.press import Press

FITTED = Path(__file__).with_name("fitted.toml")


def fitted_settings(path: Path = FITTED) -> Settings:
    """Return the settings of a file that `peninsula calibrate` wrote."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return Settings(Press(**content["press"]), **content["level"], forms=FORMS)
