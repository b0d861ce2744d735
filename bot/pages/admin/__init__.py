"""The pages for administrators."""
