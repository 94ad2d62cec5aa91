//! Papers as they come out: their structure, the laws they keep, and what another program makes of them.

mod laws;
#[cfg(feature = "pdf")]
mod pdf;
mod sample;
mod structure;
