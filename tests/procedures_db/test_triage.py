"""What deserves a look is joined, decided on once, and comes back when what was taught does not help."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.facts_lessons import Taught
from procedures_db.models import DataReport, Feedback, Settled
from procedures_db.queries.consent import give_consent, withdraw_consent
from procedures_db.queries.lessons import add_lesson, live_lessons, sort_lessons, withdraw_lesson
from procedures_db.queries.model_versions import (
    KEPT,
    NotPossible,
    archive_of,
    begin_trial,
    current_release,
    discard,
    end_trial,
    fail_trial,
    lessons_in_force,
    put_in_force,
    version_of,
    versions,
)
from procedures_db.queries.triage import (
    AlreadySettled,
    end_reports,
    heard,
    low_ratings,
    matters,
    reports,
    settle,
)
from procedures_db.triage import join
from procedures_db.vocabulary import LessonKind, ReportState, SipasFactor, TriageReason, TrialState
from tests.factories import DAY, NOW, turn

SINCE = DAY - timedelta(days=28)
Sessions = sessionmaker[Session]


def ask(sessions: Sessions, gist: str, times: int = 1, day: date = DAY, reason: str = "refused") -> None:
    """Say the same a few times, in vain."""
    with sessions.begin() as session:
        for _ in range(times):
            session.add(turn(text=f"câu {gist}", gist=gist, triage=reason, day=day, outcome=reason))


def lesson(text: str = "giấy thử", **changes: object) -> Taught:
    """A name for a procedure."""
    given = {"kind": LessonKind.NAME, "target": "1.000001", "question": "làm giấy thử cần gì", "code": "1.000001"}
    return Taught(**{"id": 0, "at": NOW, "author": "minh", "text": text, **given, **changes})  # type: ignore[arg-type]


def taught(sessions: Sessions, *keys: str) -> int:
    """Teach a lesson that settles matters; return its number."""
    with sessions.begin() as session:
        number = add_lesson(session, lesson())
        settle(session, keys, NOW, "minh", number)
    return number


def tried(sessions: Sessions, *lessons: int) -> int:
    """Try a version of lessons to its end; return its number."""
    with sessions.begin() as session:
        number = begin_trial(session, lessons, NOW, "minh")
        end_trial(session, number, {"rates": []}, "abc", b"model")
    return number


def open_gists(sessions: Sessions) -> list[str]:
    """Return the gists that nobody has decided on."""
    with sessions() as session:
        return [key for matter in matters(session, SINCE, 10) for key in matter.keys]


def test_messages_that_say_the_same_are_one_matter_with_all_its_reasons(sessions: Sessions) -> None:
    """The most frequent first, the latest text as its example; plain answers and old ones are none."""
    ask(sessions, "ca canh nuoi", 2)
    ask(sessions, "ca canh nuoi", 1, DAY - timedelta(days=3), "asked_back")
    ask(sessions, "cho meo", 1, DAY - timedelta(days=40))
    ask(sessions, "karaoke mo", 1)
    with sessions.begin() as session:
        session.add(turn(text="rõ"))
    with sessions() as session:
        found = matters(session, SINCE, 10)
        texts = [each.text for each in heard(session, ["ca canh nuoi"], 2)]
    assert [(matter.keys, matter.count) for matter in found] == [(("ca canh nuoi",), 3), (("karaoke mo",), 1)]
    assert found[0].reasons == (TriageReason.REFUSED, TriageReason.ASKED_BACK)
    assert (found[0].last, found[0].example, texts) == (DAY, "câu ca canh nuoi", ["câu ca canh nuoi"] * 2)


def test_nearly_the_same_is_joined(sessions: Sessions) -> None:
    """A slip of a finger, a word more; not another thing."""
    for gist, times in (("ca canh chung cu nuoi", 5), ("ca canhh chung cu nuoi", 2), ("cho chung cu nuoi", 4)):
        ask(sessions, gist, times)
    with sessions() as session:
        found = join(matters(session, SINCE, 10))
    assert [(matter.keys, matter.count) for matter in found] == [
        (("ca canh chung cu nuoi", "ca canhh chung cu nuoi"), 7),
        (("cho chung cu nuoi",), 4),
    ]
    assert join([]) == []


def test_what_is_not_ours_stays_settled(sessions: Sessions) -> None:
    """However often it is asked."""
    ask(sessions, "gia vang")
    with sessions.begin() as session:
        settle(session, ["gia vang"], NOW, "minh")
    ask(sessions, "gia vang", 3, DAY + timedelta(days=1))
    assert open_gists(sessions) == []


def test_what_was_decided_on_keeps_no_words_of_people(sessions: sessionmaker[Session]) -> None:
    """Withdrawn with the text, though the decision holds for whoever says the same; also with other letters."""
    with sessions.begin() as session:
        session.add(turn("mine", text="cây đàn", gist="cay 𝄞 đan", triage="refused", outcome="refused"))
        give_consent(session, "mine", NOW)
        settle(session, ["cay 𝄞 đan", "rating:1.000001:"], NOW, "minh")
    with sessions.begin() as session:
        withdraw_consent(session, "mine")
        keys = sorted(session.scalars(select(Settled.key)))
    assert keys == [f"gist:{sha256('cay 𝄞 đan'.encode()).hexdigest()}", "rating:1.000001:"]
    ask(sessions, "cay 𝄞 đan")
    assert open_gists(sessions) == []


def test_of_two_who_decide_at_once_the_second_is_told(sessions: Sessions) -> None:
    """Also when they meet within the transaction."""
    with sessions() as first, sessions() as second:
        settle(first, ["karaoke mo"], NOW, "minh")
        first.commit()
        with pytest.raises(AlreadySettled):
            settle(second, ["karaoke mo", "khac"], NOW, "lan")
        second.rollback()
    ask(sessions, "khac")
    assert open_gists(sessions) == ["khac"]


def test_a_lesson_hides_its_matter_until_it_is_in_force_and_did_not_help(sessions: Sessions) -> None:
    """Questions of the day it came into force are not counted; those after it are; taking it back opens nothing else."""
    ask(sessions, "giay thu")
    version = tried(sessions, taught(sessions, "giay thu"))
    ask(sessions, "giay thu", 2)
    assert open_gists(sessions) == []
    with sessions.begin() as session:
        put_in_force(session, version, None, NOW, DAY, "minh")
    assert open_gists(sessions) == []
    ask(sessions, "giay thu", 1, DAY + timedelta(days=1))
    assert open_gists(sessions) == ["giay thu"]
    with sessions.begin() as session:
        put_in_force(session, None, 1, NOW, DAY, "minh")
    assert open_gists(sessions) == []


def test_a_withdrawn_lesson_opens_what_it_settled(sessions: Sessions) -> None:
    """Once."""
    ask(sessions, "giay thu")
    number = taught(sessions, "giay thu")
    with sessions.begin() as session:
        assert withdraw_lesson(session, number, NOW)
        assert not withdraw_lesson(session, number, NOW)
        assert live_lessons(session) == []
    assert open_gists(sessions) == ["giay thu"]


def test_lessons_are_sorted_for_search_and_training(sessions: Sessions) -> None:
    """Words, names, examples."""
    found = sort_lessons(
        [
            lesson(),
            lesson("giấy dùng thử"),
            lesson("sổ xanh", kind=LessonKind.WORD, target="giấy thử"),
            lesson("bao giờ lấy", kind=LessonKind.EXAMPLE, target="ask_deadline"),
        ]
    )
    assert found.names == {"1.000001": ["giấy thử", "giấy dùng thử"]}
    assert found.words == {"sổ xanh": "giấy thử"}
    assert found.examples == {"ask_deadline": ["bao giờ lấy"]}


def test_one_trial_runs_at_a_time_and_one_that_was_broken_off_ends(sessions: Sessions) -> None:
    """By a server that was killed, say."""
    with sessions.begin() as session:
        first = begin_trial(session, [], NOW, "minh")
        with pytest.raises(NotPossible):
            begin_trial(session, [], NOW, "lan")
        second = begin_trial(session, [], NOW + timedelta(hours=1), "lan")
        fail_trial(session, second, "no memory")
        assert [(each.id, each.state, each.fault) for each in versions(session)] == [
            (second, TrialState.FAILED, "no memory"),
            (first, TrialState.FAILED, "broken off"),
        ]


def test_a_version_is_put_in_force_and_taken_back(sessions: Sessions) -> None:
    """Its lessons are those in force; a version that failed, was discarded or is unknown cannot be."""
    number = taught(sessions, "a")
    version, unwanted = tried(sessions, number), tried(sessions, number)
    with sessions.begin() as session:
        discard(session, unwanted)
        with pytest.raises(NotPossible):
            discard(session, unwanted)
        put_in_force(session, version, None, NOW, DAY, "minh")
        assert [each.text for each in lessons_in_force(session)] == ["giấy thử"]
        for wrong in (unwanted, 99):
            with pytest.raises(NotPossible):
                put_in_force(session, wrong, 1, NOW, DAY, "minh")
        put_in_force(session, None, 1, NOW, DAY, "minh")
        assert lessons_in_force(session) == []
        assert archive_of(session, version) == b"model"


def test_of_two_who_publish_at_once_the_second_is_told(sessions: Sessions) -> None:
    """What they saw in force is not in force any more."""
    version = tried(sessions)
    with sessions.begin() as session:
        put_in_force(session, version, None, NOW, DAY, "minh")
    with sessions.begin() as session, pytest.raises(NotPossible):
        put_in_force(session, version, None, NOW, DAY, "lan")
    with sessions() as session:
        assert (release := current_release(session)) is not None
        assert release.actor == "minh"


def test_old_archives_are_dropped_but_not_the_one_in_force(sessions: Sessions) -> None:
    """They are large."""
    numbers = [tried(sessions) for _ in range(KEPT + 2)]
    with sessions.begin() as session:
        put_in_force(session, numbers[0], None, NOW, DAY, "minh")
        kept = [(version := version_of(session, number)) and version.kept for number in numbers]
    assert kept == [True, False, *[True] * KEPT]


def test_low_ratings_are_joined_by_procedure_and_reason(sessions: Sessions) -> None:
    """With what people wrote; good ones and those of the counter are none; decided ones come back with new ones only."""
    rows = [
        (2, SipasFactor.PROCEDURE, "sai phí", "assistant"),
        (1, SipasFactor.PROCEDURE, None, "assistant"),
        (1, None, None, "assistant"),
        (5, None, None, "assistant"),
        (1, None, None, "counter"),
    ]
    with sessions.begin() as session:
        for rating, factor, comment, subject in rows:
            given = {"rating": rating, "factor": factor, "comment": comment, "subject": subject}
            session.add(Feedback(at=NOW, day=DAY, conversation_id="c", procedure_code="1.000001", **given))
    with sessions.begin() as session:
        found = low_ratings(session, SINCE, 10)
        assert [(each.key, each.count, each.comments) for each in found] == [
            ("rating:1.000001:procedure", 2, ("sai phí",)),
            ("rating:1.000001:", 1, ()),
        ]
        settle(session, [found[0].key], NOW, "minh")
        assert [each.key for each in low_ratings(session, SINCE, 10)] == ["rating:1.000001:"]


def test_reports_of_staff_are_joined_and_ended_once(sessions: Sessions) -> None:
    """By procedure and part."""
    with sessions.begin() as session:
        for aspect in ("fee", "fee", "where"):
            given = {"aspect": aspect, "reason": f"sai {aspect}", "reporter": "lan", "state": ReportState.OPEN}
            session.add(DataReport(at=NOW, procedure_code="1.000001", **given))
    with sessions.begin() as session:
        assert [(each.aspect, each.count, each.reasons) for each in reports(session)] == [
            ("fee", 2, ("sai fee", "sai fee")),
            ("where", 1, ("sai where",)),
        ]
        end_reports(session, "1.000001", "fee", ReportState.CORRECTED)
        with pytest.raises(AlreadySettled):
            end_reports(session, "1.000001", "fee", ReportState.NOT_OURS)
        assert [each.aspect for each in reports(session)] == ["where"]
