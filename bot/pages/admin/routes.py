"""The addresses for administrators, all guarded."""

from bot.pages.access import guarded
from bot.pages.admin import conversations, follow_ups, home, log, report, review, users
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
    guarded("/admin/follow-ups/{reference}/take", Role.ADMINISTRATOR, change=follow_ups.take_one),
    guarded("/admin/follow-ups/{reference}/close", Role.ADMINISTRATOR, change=follow_ups.close_one),
    guarded("/admin/audit", Role.ADMINISTRATOR, log.show),
]
