//! The store against both engines: SQLite always, PostgreSQL wherever it is installed, and always in CI.

mod story;
