"""Ask the machine whether a port can be listened on."""

import socket


def is_free(host: str, port: int) -> bool:
    """Say whether nothing listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
