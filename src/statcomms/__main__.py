"""``python -m statcomms`` is the command ``statcomms``."""

from statcomms.cli import main

if __name__ == "__main__":
    main()
