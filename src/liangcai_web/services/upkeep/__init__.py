"""What keeps an installation well: backups, health, metrics, starting."""
