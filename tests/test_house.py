"""The rules of the house that a machine can keep."""

import ast
import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from procedures_db.text import fold, has_diacritics

ROOT = Path(__file__).parent.parent
FLOORS = ("bot", "actions", "procedures_db")
CODE = sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py") if "versions" not in path.parts)
VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)
SKILLS = {
    "documents",
    "fees",
    "deadline",
    "place",
    "steps",
    "forms",
    "legal_basis",
    "eligibility",
    "online",
    "results",
    "procedure",
    "dossier",
    "feedback",
    "handoff",
    "life_event",
    "privacy",
}


def named(path: Path) -> str:
    """Show a path in the test's name."""
    return path.relative_to(ROOT).as_posix()


def strings(path: Path) -> list[str]:
    """Return the string literals of a file that are no docstrings, as they are written."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docstrings)
    return [ast.get_source_segment(source, node) or "" for node in constants if isinstance(node.value, str)]


@pytest.mark.parametrize("path", CODE, ids=named)
def test_python_speaks_english(path: Path) -> None:
    """People are spoken to in Vietnamese from data; the name of the project is a name."""
    assert not [text for text in strings(path) if VIETNAMESE.search(text.replace("Một Cửa", ""))]


@pytest.mark.parametrize("path", CODE, ids=named)
def test_a_file_says_its_duty_and_is_short(path: Path) -> None:
    """One line first, at most 300 in all."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith('"""')
    assert len(lines) <= 300


@pytest.mark.parametrize("path", CODE, ids=named)
def test_the_environment_is_read_in_settings_only_and_the_clock_in_one_place(path: Path) -> None:
    """os.environ in settings.py, now() and today() in clock.py."""
    text = path.read_text(encoding="utf-8")
    assert path.name == "settings.py" or not re.search(r"os\.(environ|getenv)", text)
    assert path.name == "clock.py" or not re.search(r"datetime\.(now|utcnow|today)\(|date\.today\(", text)


@pytest.mark.parametrize("path", CODE, ids=named)
def test_sql_is_in_queries_only(path: Path) -> None:
    """And where rows are written or the schema is made."""
    allowed = {"queries", "importers", "migrations", "models"}
    if allowed & set(path.parts):
        return
    imported = re.findall(r"from sqlalchemy(?:\.orm)? import (.*)", path.read_text(encoding="utf-8"))
    assert not {"select", "update", "delete", "insert", "text"} & set(", ".join(imported).split(", "))


def test_a_skill_is_one_name_on_every_floor() -> None:
    """Data, rules, domain, action, template and a conversation to test it."""
    for skill in SKILLS:
        for place in (
            f"nlu_data/{skill}.yml",
            f"bot/rules/{skill}.yml",
            f"bot/domain/{skill}.yml",
            f"actions/{skill}.py",
            f"actions/templates/{skill}.txt",
            f"tests/conversations/test_{skill}.yml",
        ):
            assert (ROOT / place).exists(), place


def examples() -> dict[str, list[str]]:
    """Return the examples of each intent."""
    found: dict[str, list[str]] = {}
    for path in (ROOT / "nlu_data").glob("*.yml"):
        for block in YAML(typ="safe").load(path.read_text(encoding="utf-8")).get("nlu", []):
            lines = [line[2:].strip() for line in block["examples"].splitlines()]
            found.setdefault(block["intent"], []).extend(lines)
    return found


def test_every_intent_has_thirty_examples_and_half_of_them_without_diacritics() -> None:
    """As people write on a phone."""
    for intent, texts in examples().items():
        bare = sum(not has_diacritics(text) for text in texts)
        assert len(texts) >= 30, intent
        assert 0.3 <= bare / len(texts) <= 0.75, (intent, bare, len(texts))


def test_no_example_belongs_to_two_intents() -> None:
    """Compared without diacritics."""
    owners: dict[str, str] = {}
    for intent, texts in examples().items():
        for text in texts:
            assert owners.setdefault(fold(text), intent) == intent, text


def test_no_tracked_file_names_a_machine_or_a_registry() -> None:
    """Locks hold hashes and no addresses."""
    for lock in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in (ROOT / lock).read_text()
