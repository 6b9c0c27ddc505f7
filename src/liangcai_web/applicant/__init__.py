"""The pages of somebody who applies: the form, the proofs, the status; no account is needed."""
