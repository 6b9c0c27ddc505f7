"""The pages of those who supervise examinations."""
