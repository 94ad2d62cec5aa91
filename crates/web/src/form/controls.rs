//! Controls filled in from a form.
