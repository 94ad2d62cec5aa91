//! The solver against other programs' answers.

mod parity;
