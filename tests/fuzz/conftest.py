"""The real server, as the tests of whole commands start it."""

from tests.e2e.conftest import environment, server

__all__ = ["environment", "server"]  # fixtures that the tests here ask for
