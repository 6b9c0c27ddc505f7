"""The log of the site: lines of JSON without personal data, in files that rotate and that go before answers do."""
