"""``python -m contractfirst``."""

from contractfirst.cli import main

if __name__ == "__main__":
    main(prog_name="contractfirst")
