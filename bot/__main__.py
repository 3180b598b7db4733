"""`python -m bot` is the program `nolike`."""

from bot.cli import main

main()
