"""The spaCy pipeline: registered components that write spans, and nothing else. Only this package knows spaCy."""
