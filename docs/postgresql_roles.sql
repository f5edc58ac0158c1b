-- The two roles of Percorsi on PostgreSQL and their database, made by the superuser:
--   psql -f docs/postgresql_roles.sql -v owner_password=... -v application_password=...
\set ON_ERROR_STOP on

CREATE ROLE percorsi_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE percorsi_app LOGIN PASSWORD :'application_password';
ALTER ROLE percorsi_app SET synchronous_commit = on;
CREATE DATABASE percorsi OWNER percorsi_owner;

\connect percorsi
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO percorsi_owner;
GRANT USAGE ON SCHEMA public TO percorsi_app;

-- Whatever the owner makes later, the application may read and write, never alter or truncate.
ALTER DEFAULT PRIVILEGES FOR ROLE percorsi_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO percorsi_app;
ALTER DEFAULT PRIVILEGES FOR ROLE percorsi_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO percorsi_app;
