"""Pages from templates: self-contained HTML documents in one frame and one style, with the caveat and the date."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sim.ensemble.manifest import CAVEAT
from sim.report.words import ENGLISH, Words


def rendered(template: str, words: Words = ENGLISH, **content: Any) -> str:
    """Return a page.

    template: a file beside this one that fills the blocks of `frame.html`; it has `say` for its own words, `told` for what is
    declared elsewhere, and `lang` for the language of a text that stays as it is. content: title, lead, theatre, and what the
    template needs besides.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("sim.report", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    style = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    date = datetime.now(UTC).strftime("%Y-%m-%d")
    environment.globals |= {"say": words.say, "told": words.translate, "lang": words.language_of, "language": words.language}
    page = environment.get_template(template).render(caveat=CAVEAT, date=date, style=style, **content)
    return page.rstrip() + "\n"
