"""`python -m dealextract` is the program `dealextract`."""

from dealextract.cli import main

if __name__ == "__main__":
    main()
