"""``python -m copro_qa`` is the command line: the same as ``copro-qa``."""

from copro_qa.cli import main

if __name__ == "__main__":
    main()
