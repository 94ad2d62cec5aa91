//! The program as people and other programs meet it: command, exit code, what it prints, what it leaves behind.

mod backup;
mod calc;
mod documents;
mod help;
mod ours;
mod parity;
mod place;
mod serve;
