"""The Telegram door: receive an update, ask once, send; by polling or as a webhook."""
