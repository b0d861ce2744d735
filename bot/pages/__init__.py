"""The public pages: what the one-stop shops publish, for everyone to read."""
