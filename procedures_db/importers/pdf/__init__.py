"""Read official PDF exports of the national portal."""
