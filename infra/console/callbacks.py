"""Where a browser sends staff back to after they signed in for a terminal. Data alone."""

#: The terminal listens on the first of these ports that's free; the sign-in takes no other address.
CONSOLE_CALLBACKS = tuple(f"http://127.0.0.1:{port}/callback" for port in (8411, 8412, 8413))
