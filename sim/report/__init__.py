"""Reports: a self-contained HTML page on runs for readers new to Peninsula, and the pages on findings and on validation."""

from sim.report.page import report_page

__all__ = ["report_page"]
