//! A new migration is a change of this crate, though no line of Rust changed.
fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
