"""Import with a preview: what somebody pastes or uploads becomes a draft of a deck."""
