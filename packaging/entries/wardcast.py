"""What the frozen ``wardcast`` runs."""

from app.cli.main import main

if __name__ == "__main__":
    main()
