"""What waits for somebody as tables: questions asked in vain, low ratings, reports of staff, follow-ups."""

from actions.rendering import city_time, words
from bot.pages.rendering import said
from bot.review.naming import Names
from bot.review.tables import Table
from procedures_db.facts_lessons import LowRated, Matter, Reported
from procedures_db.queries.follow_ups import Case


def matters_table(matters: list[Matter]) -> Table:
    """Return what people asked in vain."""
    reasons = said()["triage_reasons"]
    rows = [(each.example, each.count, each.last, ", ".join(reasons[why] for why in each.reasons)) for each in matters]
    return Table("matters", list(rows))


def low_rated_table(rated: list[LowRated], names: Names) -> Table:
    """Return answers that were rated low, with what people wrote."""
    factors = words()["factors"]
    rows = [
        (names.procedure(of.procedure_code), factors.get(of.factor), of.count, of.last, _lines(of.comments))
        for of in rated
    ]
    return Table("low_rated", list(rows))


def reported_table(reports: list[Reported], names: Names) -> Table:
    """Return what staff say is wrong in records."""
    aspects = {**words()["aspects"], **said()["aspects"]}
    rows = [
        (names.procedure(of.procedure_code), aspects[of.aspect], of.count, city_time(of.last), _lines(of.reasons))
        for of in reports
    ]
    return Table("reported", list(rows))


def follow_ups_table(cases: list[Case], names: Names) -> Table:
    """Return what somebody has to see to; how to reach people stays out."""
    states, factors, kinds = words()["follow_up_states"], words()["factors"], said()["follow_up_kinds"]
    return Table(
        "follow_ups",
        [
            (
                each.reference,
                kinds[each.kind],
                each.due_on,
                each.owner_shown,
                states[each.state],
                each.rating,
                factors.get(each.factor),
                names.procedure(each.procedure_code) if each.procedure_code else None,
                each.place,
                each.message or each.comment,
            )
            for each in cases
        ],
    )


def _lines(texts: tuple[str, ...]) -> str:
    return "\n".join(texts)
