"""One study a file: what the command line, Python and the page all call to run it and to keep its folder."""
