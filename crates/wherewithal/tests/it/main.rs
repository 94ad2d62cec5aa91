//! The program as people and other programs meet it: command, exit code, what it prints, what it leaves behind.

mod backup;
mod bad_input;
mod calc;
mod demo;
mod documents;
mod full_disk;
mod help;
mod kill;
mod load;
mod load_data_set;
mod load_records;
mod load_spend;
mod market;
mod open_data;
mod opened;
mod ours;
mod papers;
mod parity;
mod place;
mod ready;
mod serve;
mod transcripts;
mod two_people;
