"""``python -m brainstormmsp`` is the command line."""

from brainstormmsp.command_line import main

if __name__ == "__main__":
    main(prog_name="brainstormmsp")
