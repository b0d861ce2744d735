"""The closed lists of words that records, tables and answers share."""

from enum import StrEnum


class Level(StrEnum):
    """Who handles a procedure: ministry, city (province) or commune."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    COMMUNE = "commune"
    OTHER = "other"


class Jurisdiction(StrEnum):
    """Whom a record concerns; only national ones and the city's own are served."""

    NATIONAL = "national"
    CITY = "city"
    OTHER_PROVINCE = "other_province"
    BEFORE_MERGER = "before_merger"
    INTERNAL = "internal"


SERVED = (Jurisdiction.NATIONAL, Jurisdiction.CITY)


class Origin(StrEnum):
    """Whether a version is our plain wording or the record as published."""

    CURATED = "curated"
    OFFICIAL = "official"


class ChannelKind(StrEnum):
    """How a dossier can be filed."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    POST = "post"


class OnlineLevel(StrEnum):
    """How much of a procedure is done online: whole, part, or information only."""

    FULL = "full"
    PARTIAL = "partial"
    INFORMATION = "information"


class Reception(StrEnum):
    """Which kind of desk takes the dossier: a centre, the police, the agency itself, or one that is not told."""

    SERVICE_CENTRE = "service_centre"
    POLICE = "police"
    AGENCY = "agency"
    UNKNOWN = "unknown"


class CommuneKind(StrEnum):
    """What a commune is: phường, xã or đặc khu."""

    WARD = "ward"
    COMMUNE = "commune"
    SPECIAL_ZONE = "special_zone"


class Handling(StrEnum):
    """Whether a paper is handed in or only shown at the desk."""

    SUBMIT = "submit"
    PRESENT = "present"


class FeeKind(StrEnum):
    """A state fee (lệ phí) or a service charge (phí): both shown, kept apart."""

    FEE = "fee"
    CHARGE = "charge"


class FeeUnit(StrEnum):
    """What one amount pays for."""

    PER_TIME = "per_time"
    PER_PAGE = "per_page"
    PER_COPY = "per_copy"
    PER_CASE = "per_case"
    PER_CERTIFICATE = "per_certificate"
    PER_PERSON = "per_person"


class TimeUnit(StrEnum):
    """The unit of a processing time."""

    WORKING_DAY = "working_day"
    DAY = "day"
    HOUR = "hour"
    WORKING_HOUR = "working_hour"
    MONTH = "month"


class ApplicantKind(StrEnum):
    """Who may apply."""

    CITIZEN = "citizen"
    OVERSEAS_VIETNAMESE = "overseas_vietnamese"
    FOREIGNER = "foreigner"
    HOUSEHOLD_BUSINESS = "household_business"
    ENTERPRISE = "enterprise"
    ORGANISATION = "organisation"


class Grade(StrEnum):
    """How far a fact was checked: the text itself was read, or a second source names it."""

    PRIMARY_TEXT_READ = "primary_text_read"
    SECONDARY_ONLY = "secondary_only"


class CodeBasis(StrEnum):
    """Why a local rule is tied to a procedure: its document lists the code, or the names agree."""

    LISTED = "listed"
    BY_NAME = "by_name"


class Rated(StrEnum):
    """What a rating is about; the two are never counted together."""

    ASSISTANT = "assistant"
    COUNTER = "counter"


class SipasFactor(StrEnum):
    """What dissatisfies: the five factors of the national index of satisfaction (SIPAS)."""

    ACCESS = "access"
    PROCEDURE = "procedure"
    STAFF = "staff"
    RESULT = "result"
    HANDLING = "handling"


class FollowUpKind(StrEnum):
    """What a follow-up comes from: a low rating, or a message that was left for a person."""

    RATING = "rating"
    MESSAGE = "message"


class FollowUpState(StrEnum):
    """Where a follow-up stands; the last three are its ends."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class DossierState(StrEnum):
    """How far a dossier is, in the order in which one follows another."""

    RECEIVED = "received"
    PROCESSING = "processing"
    SUPPLEMENT = "supplement"
    SUSPENDED = "suspended"
    READY = "ready"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class Role(StrEnum):
    """What an account may do: look up and report, or all of it and administer."""

    STAFF = "staff"
    ADMINISTRATOR = "administrator"


class ReportState(StrEnum):
    """What became of a report of wrong data."""

    OPEN = "open"
    CORRECTED = "corrected"
    NOT_OURS = "not_ours"


class TriageReason(StrEnum):
    """Why a message deserves a look by a person: how it was answered, how it was rated, or what staff say."""

    REFUSED = "refused"
    ASKED_BACK = "asked_back"
    LOW_MARGIN = "low_margin"
    LOW_RATING = "low_rating"
    STAFF_REPORT = "staff_report"


class LessonKind(StrEnum):
    """What a lesson teaches: what people call a procedure, a word for another, how something is asked."""

    NAME = "name"
    WORD = "word"
    EXAMPLE = "example"


class TrialState(StrEnum):
    """How far a model of new lessons has come; a discarded one was seen and not wanted."""

    TRYING = "trying"
    TRIED = "tried"
    FAILED = "failed"
    DISCARDED = "discarded"


class Span(StrEnum):
    """What messages are counted over."""

    DAY = "day"
    MONTH = "month"
