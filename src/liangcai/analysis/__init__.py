"""What a sitting says of its questions and papers: difficulty, discrimination, reliability, mastery, likeness."""
