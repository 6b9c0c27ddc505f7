"""The question bank: who writes questions, who reviews them, what is covered, what comes in and goes out."""
