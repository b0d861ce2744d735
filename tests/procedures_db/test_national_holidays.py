"""The holidays of one country are those the library gives, without what it knows of others."""

import subprocess
import sys

SCRIPT = """
import sys
from datetime import date, timedelta
from procedures_db.national_holidays import national_holidays
days = [date(2020, 1, 1) + timedelta(days=number) for number in range(15 * 365)]
ours = national_holidays("vi")
told = [ours.get(day) for day in days]
print(sum(name.startswith("holidays.countries.") for name in sys.modules))
del sys.modules["holidays.countries"]
import holidays
theirs = holidays.VN(language="vi")
print(told == [theirs.get(day) for day in days], sum(map(bool, told)) > 100)
"""


def test_the_holidays_of_one_country() -> None:
    """In a process of its own, for what is imported stays."""
    printed = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True).stdout.split()
    assert int(printed[0]) == 1
    assert printed[1:] == ["True", "True"]
