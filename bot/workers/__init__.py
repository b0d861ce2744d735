"""Several processes that serve on one port: started, watched, replaced, and stopped without losing a message."""
