"""The tutorial as a notebook: its Python is run, the rest is text."""

import json
import re
from typing import Any

_PYTHON = re.compile(r"^```python\n(.*?)^```\n?", re.MULTILINE | re.DOTALL)


def notebook(page: str) -> str:
    """Return the notebook of a page in Markdown: every block of Python is a cell, the text between them is one."""
    cells: list[dict[str, Any]] = []
    parts = _PYTHON.split(page)
    for place, part in enumerate(parts):
        text = part.strip()
        if text:
            cells.append(_cell(len(cells), text, code=place % 2 == 1))
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
