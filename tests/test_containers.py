"""What can be checked of compose.yml and Containerfile where no container runs."""

import json
import re
import shutil
import subprocess
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
import typer.main
from ruamel.yaml import YAML

from bot.cli import app
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
COMPOSE: dict[str, Any] = YAML(typ="safe").load((ROOT / "compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
CONTAINERFILE = (ROOT / "Containerfile").read_text(encoding="utf-8")
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
SETTINGS = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("*/settings.py"))


def name_of(mount: str | dict[str, str]) -> str:
    """Return what is mounted."""
    return mount["source"] if isinstance(mount, dict) else mount.partition(":")[0]


@pytest.mark.parametrize("kind", ["volumes", "configs", "networks"])
def test_what_the_services_use_is_declared_and_nothing_else(kind: str) -> None:
    """Volumes, configurations, networks."""
    used = {name_of(each) for service in SERVICES.values() for each in service.get(kind, [])}
    assert used == set(COMPOSE[kind])


def test_only_the_proxy_is_reached_from_outside() -> None:
    """The database, Redis and the assistant stand in a network without a way out or in."""
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["caddy"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert [name for name, service in SERVICES.items() if "outside" in service["networks"]] == ["caddy"]


def test_the_address_that_is_trusted_is_the_proxy_s_and_nobody_else_gets_it() -> None:
    """Whoever starts before the proxy is given another one."""
    address = SERVICES["caddy"]["networks"]["inside"]["ipv4_address"]
    [pool] = COMPOSE["networks"]["inside"]["ipam"]["config"]
    assert SERVICES["motcua"]["environment"]["MOTCUA_TRUSTED_PROXIES"] == address
    assert ip_address(address) in ip_network(pool["subnet"])
    assert ip_address(address) not in ip_network(pool["ip_range"])


def test_services_wait_for_services_that_tell_their_health() -> None:
    """And only for ones that are there."""
    for service in SERVICES.values():
        awaited = service.get("depends_on", {})
        assert set(awaited) <= set(SERVICES)
        for name in awaited if isinstance(awaited, dict) else ():
            assert "healthcheck" in SERVICES[name]


def test_every_setting_is_one_that_the_program_reads() -> None:
    """No name is misspelt."""
    given = set(SERVICES["motcua"]["environment"]) | set(re.findall(r"\b(MOTCUA_\w+)=", CONTAINERFILE))
    assert {name for name in given if f'"{name}"' not in SETTINGS} == set()
    assert Settings.__dataclass_fields__["workers"].default == 1


def test_the_program_runs_as_nobody_in_particular_and_writes_to_its_volume_and_tmp_alone() -> None:
    """A user without rights, a file system that is read."""
    assert re.search(r"^USER motcua$", CONTAINERFILE, re.MULTILINE)
    motcua = SERVICES["motcua"]
    assert (motcua["read_only"], motcua["cap_drop"]) == (True, ["ALL"])
    folder = re.search(r"MOTCUA_MODELS=(\S+)", CONTAINERFILE)
    assert folder is not None
    assert motcua["volumes"] == [f"models:{folder[1]}"]
    assert motcua["tmpfs"][0].startswith("/tmp:")


def test_what_the_containerfile_runs_is_there() -> None:
    """Targets of make, commands of motcua, what make reads and the steps need."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"RUN make (\w+)", CONTAINERFILE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    assert set(re.findall(r"bin/motcua (\w+)", CONTAINERFILE)) <= commands
    for line in IGNORED:
        assert line in {"*", "**/__pycache__"} or (ROOT / line.removeprefix("!")).exists(), line


def test_the_image_gets_all_that_training_and_serving_read_and_neither_data_nor_secrets() -> None:
    """Nothing but what is named gets in."""
    assert IGNORED[0] == "*"
    named = {line.removeprefix("!") for line in IGNORED[1:]}
    assert {"actions", "bot", "procedures_db", "nlu_data", "config.yml", "pyproject.toml", "Makefile"} <= named
    assert not {".env", ".git", "var", "models", ".venv"} & named


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("caddy") is None, reason="Caddy is not installed")
def test_caddy_understands_its_configuration(tmp_path: Path) -> None:
    """As Caddy itself reads it: one site, one way to the assistant."""
    content = COMPOSE["configs"]["caddyfile"]["content"]
    file = tmp_path / "Caddyfile"
    file.write_text(re.sub(r"\$\{MOTCUA_DOMAIN[^}]*\}", "motcua.example.vn", content))
    command = ["caddy", "adapt", "--config", str(file), "--adapter", "caddyfile"]
    adapted = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    text = json.dumps(adapted)
    assert "motcua.example.vn" in text
    assert '"dial": "motcua:8000"' in text
    assert '"keep_alive": {"enabled": false}' in text
