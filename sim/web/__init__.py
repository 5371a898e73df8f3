"""The web page: a small local server, and a page of plain JavaScript modules that queries it."""
