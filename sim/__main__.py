"""`python -m sim` is the command `peninsula`."""

import sys

from sim.cli.entry import main

if __name__ == "__main__":  # worker processes import this file again
    sys.exit(main())
