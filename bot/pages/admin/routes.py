"""The addresses for administrators, all guarded."""

from bot.pages.access import guarded
from bot.pages.admin import conversations, follow_ups, home, lessons, log, report, review, triage, users
from procedures_db.vocabulary import Role

ROUTES = [
    guarded("/admin", Role.ADMINISTRATOR, home.show),
    guarded("/admin/users", Role.ADMINISTRATOR, users.show_all, users.add),
    guarded("/admin/users/{name}", Role.ADMINISTRATOR, users.show_one),
    guarded("/admin/users/{name}/disable", Role.ADMINISTRATOR, change=users.disable),
    guarded("/admin/users/{name}/reset", Role.ADMINISTRATOR, change=users.reset),
    guarded("/admin/review", Role.ADMINISTRATOR, review.show_review),
    guarded("/admin/review.xlsx", Role.ADMINISTRATOR, review.export_all),
    guarded("/admin/review/{section}.{form}", Role.ADMINISTRATOR, review.export_section),
    guarded("/admin/conversations", Role.ADMINISTRATOR, conversations.show_all),
    guarded("/admin/conversations.{form}", Role.ADMINISTRATOR, conversations.export),
    guarded("/admin/conversations/{conversation_id}", Role.ADMINISTRATOR, conversations.show_one),
    guarded("/admin/report", Role.ADMINISTRATOR, report.show),
    guarded("/admin/report.xlsx", Role.ADMINISTRATOR, report.export),
    guarded("/admin/report/{section}.csv", Role.ADMINISTRATOR, report.export_section),
    guarded("/admin/follow-ups", Role.ADMINISTRATOR, follow_ups.show_all),
    guarded("/admin/follow-ups.{form}", Role.ADMINISTRATOR, follow_ups.export),
    guarded("/admin/follow-ups/{reference}/take", Role.ADMINISTRATOR, change=follow_ups.take_one),
    guarded("/admin/follow-ups/{reference}/close", Role.ADMINISTRATOR, change=follow_ups.close_one),
    guarded("/admin/triage", Role.ADMINISTRATOR, triage.show_all, triage.decide),
    guarded("/admin/triage.{form}", Role.ADMINISTRATOR, triage.export),
    guarded("/admin/triage/matter", Role.ADMINISTRATOR, triage.show_one),
    guarded("/admin/triage/report", Role.ADMINISTRATOR, change=triage.end_report),
    guarded("/admin/lessons", Role.ADMINISTRATOR, lessons.show_all),
    guarded("/admin/lessons/try", Role.ADMINISTRATOR, change=lessons.try_all, citywide=True),
    guarded("/admin/lessons/{number}/withdraw", Role.ADMINISTRATOR, change=lessons.withdraw, citywide=True),
    guarded("/admin/versions/roll-back", Role.ADMINISTRATOR, change=lessons.roll_back, citywide=True),
    guarded("/admin/versions/{number}", Role.ADMINISTRATOR, lessons.show_version),
    guarded("/admin/versions/{number}/publish", Role.ADMINISTRATOR, change=lessons.publish, citywide=True),
    guarded("/admin/versions/{number}/discard", Role.ADMINISTRATOR, change=lessons.reject, citywide=True),
    guarded("/admin/audit", Role.ADMINISTRATOR, log.show),
]
