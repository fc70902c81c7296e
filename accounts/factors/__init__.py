"""Second factors: an authenticator app, passkeys, and recovery codes for whoever has lost both."""
