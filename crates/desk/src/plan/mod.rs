//! Plan: known issues, test periods, the readiness check, choices and decisions.
