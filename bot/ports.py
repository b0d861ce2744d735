"""Ask the machine whether a port can be listened on."""

import socket
from errno import EADDRINUSE


class PortUnusable(RuntimeError):
    """The port or the host cannot be used; the message says why."""


def require_free(host: str, port: int) -> None:
    """Raise PortUnusable unless a server may listen there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except PermissionError as error:
        raise PortUnusable(f"This user may not listen on port {port}. Set MOTCUA_PORT to one above 1023.") from error
    except socket.gaierror as error:
        raise PortUnusable(f"MOTCUA_HOST {host!r} is no address of this machine.") from error
    except OSError as error:
        if error.errno == EADDRINUSE:
            sentence = f"Port {port} is taken. Stop what uses it, or set MOTCUA_PORT to another one."
            raise PortUnusable(sentence) from error
        raise PortUnusable(f"Nothing can listen on {host} port {port}: {error.strerror}.") from error
