"""Assembly of the office: settings, addresses, the door for the web server."""
