"""The same as the `motcua` command: python -m bot."""

from bot.cli import main

main()
