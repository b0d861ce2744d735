"""The pages for staff, behind a sign-in."""
