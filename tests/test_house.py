"""The rules of the house that a machine can keep."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

from ruamel.yaml import YAML

from procedures_db.text import fold, has_diacritics

ROOT = Path(__file__).parent.parent
FLOORS = ("bot", "actions", "procedures_db")
CODE = sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py") if "versions" not in path.parts)
VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)
SQL, SQL_PLACES = {"select", "update", "delete", "insert", "text"}, {"queries", "importers", "migrations", "models"}
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


def those(rule: Callable[[Path], bool]) -> list[str]:
    """Return the files that do not keep a rule."""
    return [path.relative_to(ROOT).as_posix() for path in CODE if not rule(path)]


def test_python_speaks_english() -> None:
    """People are spoken to in Vietnamese from data; the name of the project is a name."""
    assert those(speaks_english) == []


def speaks_english(path: Path) -> bool:
    """Say whether no string of a file is Vietnamese; most have no letter of it at all."""
    return not is_vietnamese(path.read_text(encoding="utf-8")) or not any(map(is_vietnamese, strings(path)))


def is_vietnamese(text: str) -> bool:
    """Say whether a text has letters that only Vietnamese has, beside the project's name."""
    return VIETNAMESE.search(text.replace("Một Cửa", "")) is not None


def test_a_file_says_its_duty_and_is_short() -> None:
    """One line first, at most 300 in all."""
    assert those(lambda path: path.read_text(encoding="utf-8").startswith('"""')) == []
    assert those(lambda path: len(path.read_text(encoding="utf-8").splitlines()) <= 300) == []


def test_the_environment_is_read_in_settings_only_and_the_clock_in_one_place() -> None:
    """os.environ in settings.py, now() and today() in clock.py."""
    told = {"settings.py": r"os\.(environ|getenv)", "clock.py": r"datetime\.(now|utcnow|today)\(|date\.today\("}
    for home, what in told.items():
        kept = re.compile(what)
        elsewhere = [path for path in CODE if path.name != home and kept.search(path.read_text(encoding="utf-8"))]
        assert elsewhere == []


def test_sql_is_in_queries_only() -> None:
    """And where rows are written or the schema is made."""
    assert those(lambda path: bool(SQL_PLACES & set(path.parts)) or not SQL & imported_from_sqlalchemy(path)) == []


def imported_from_sqlalchemy(path: Path) -> set[str]:
    """Return what a file imports from SQLAlchemy."""
    lines = re.findall(r"from sqlalchemy(?:\.orm)? import (.*)", path.read_text(encoding="utf-8"))
    return set(", ".join(lines).split(", "))


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
