"""What the frozen ``wardcast-desktop`` runs."""

import sys

from app.desktop import main

if __name__ == "__main__":
    sys.exit(main())
