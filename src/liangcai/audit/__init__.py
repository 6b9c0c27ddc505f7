"""One hash over all facts, and short proofs that a fact is among them and that none was changed since."""
