"""The fitted coefficients of the observation models, as `peninsula calibrate` writes them."""

import tomllib
from pathlib import Path

from sim.history.assimilation import Settings
from sim.history.observation_models.launches import FORMS
from sim.history.observation_models.press import Press
from sim.history.observation_models.press_forms import forms_of

FITTED = Path(__file__).with_name("fitted.toml")


def fitted_settings(path: Path = FITTED) -> Settings:
    """Return the settings of a file that `peninsula calibrate` wrote."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    press = Press(**content["press"])
    return Settings(press, **content["level"], forms=FORMS, press_forms=forms_of(press))
