"""One self-contained HTML page on some runs, for somebody who has never seen Peninsula."""

from sim.report.page import report_page

__all__ = ["report_page"]
