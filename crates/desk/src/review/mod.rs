//! Review: what happened, beside what was said would happen.
