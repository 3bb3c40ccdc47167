-- Devices may reach nothing but the link: it publishes the keys of licence files as the api does. Public halves only.
GRANT EXECUTE ON FUNCTION system.license_signing_keys() TO maestro_link;
