"""The tutorial as a notebook: its Python blocks are code cells, the rest is text."""

import json
import re
from typing import Any

_PYTHON = re.compile(r"^```python\n(.*?)^```\n?", re.MULTILINE | re.DOTALL)


def notebook(page: str) -> str:
    """Return the notebook of a Markdown page: a code cell for every block of Python, a text cell for the text between."""
    cells: list[dict[str, Any]] = []
    parts = _PYTHON.split(page)
    for index, part in enumerate(parts):
        text = part.strip()
        if text:
            cells.append(_cell(len(cells), text, code=index % 2 == 1))
    content = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _cell(number: int, text: str, code: bool) -> dict[str, Any]:
    source = text.splitlines(keepends=True)
    cell: dict[str, Any] = {"cell_type": "code" if code else "markdown", "id": f"cell-{number}", "metadata": {}, "source": source}
    return cell | {"execution_count": None, "outputs": []} if code else cell
