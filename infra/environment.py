"""The settings that functions ask for by name in functions.py, and where their values come from. Data alone."""

#: Where the value of a setting comes from: an attribute of the stack.
ENVIRONMENT = {
    "BUS_NAME": "events.bus.event_bus_name",
    "CONFIRM_ACCOUNTS": "confirm_accounts",
    "CONTAINER_QUEUE_URL": "container_queue_url",
    "ERASURE_WAIT": "erasure_wait",
    "HOURLY_LIMITS": "hourly_limits",
    "MAIL_CONFIGURATION_SET": "mail.configuration.configuration_set_name",
    "MAIL_RATE": "mail_rate",
    "MAIL_SENDER": "mail.address",
    "PEOPLE_CLIENT_ID": "identity.people.client.user_pool_client_id",
    "PEOPLE_POOL_ID": "identity.people.pool.user_pool_id",
    "PEOPLE_SIGN_IN_URL": "people_sign_in_url",
    "PORTAL_URL": "portal_url",
    "PROVISIONAL_EVERY": "provisional_every",
    "PUBLIC_URL": "public_url",
    "SEALING_KEY": "data.sealing_key",
    "STAFF_CLIENT_ID": "identity.staff.client.user_pool_client_id",
    "STAFF_POOL_ID": "identity.staff.pool.user_pool_id",
    "STAFF_SIGN_IN_URL": "staff_sign_in_url",
    "UPLOADS_BUCKET": "uploads.bucket.bucket_name",
    "UPLOADS_URL": "uploads.url",
    "UPLOAD_ORIGIN": "uploads.origin",
}
