"""``python -m crmpersona``: the command line."""

import sys

from crmpersona.cli import main

if __name__ == "__main__":
    sys.exit(main())
