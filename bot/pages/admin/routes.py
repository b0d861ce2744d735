"""The addresses for administrators, all guarded."""

from bot.pages.access import guarded
from bot.pages.admin import home, log, users
from procedures_db.vocabulary import Role

ROUTES = [
    guarded("/admin", Role.ADMINISTRATOR, home.show),
    guarded("/admin/users", Role.ADMINISTRATOR, users.show_all, users.add),
    guarded("/admin/users/{name}", Role.ADMINISTRATOR, users.show_one),
    guarded("/admin/users/{name}/disable", Role.ADMINISTRATOR, change=users.disable),
    guarded("/admin/users/{name}/reset", Role.ADMINISTRATOR, change=users.reset),
    guarded("/admin/audit", Role.ADMINISTRATOR, log.show),
]
