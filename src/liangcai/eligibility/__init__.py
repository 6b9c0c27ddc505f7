"""Who may apply: application conditions compiled to rules, and applications judged by them with reasons."""
