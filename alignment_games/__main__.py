"""``python -m alignment_games`` is the command ``alignment-games``."""

import sys

from alignment_games.cli import main

sys.exit(main())
