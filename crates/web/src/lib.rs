//! Pages: what HTTP and HTML forms are. A page is a struct, its form, its routes and its handlers, in that order in one file,
//! in the folder of its stage; it asks the desk and nobody else. Every page works without script.
//!
//! * [`app`]: the state every handler shares, and the stack each request passes through
//! * [`layout`]: what surrounds every page, and `page!`, how a page becomes a response
//! * [`components`]: parts of a page, each a struct tied to its template
//! * [`form`]: fields of a form as typed values, with an error for each that names the mend
//! * [`error`]: the pages shown when something cannot be done
//! * [`security`]: headers, the form token, sizes of bodies
//! * [`assets`]: style, script and fonts, embedded
//! * [`session`]: who is signed in; [`session::Signed`] for handlers
//! * [`mod@serve`]: connections in, pages out, until told to stop
//! * [`router`]: every address with what it asks of whoever comes
//! * [`analyse`], [`plan`], [`deliver`], [`review`]: pages by stage; [`house`]: pages that no stage owns
//! * [`library`]: pages about the product itself
//! * [`download`]: what is taken away as a file
//! * [`ww`]: short names for templates

pub mod analyse;
pub mod app;
pub mod assets;
pub mod components;
pub mod deliver;
pub mod download;
pub mod error;
pub mod form;
pub mod house;
pub mod layout;
pub mod library;
pub mod plan;
pub mod review;
pub mod router;
pub mod security;
pub mod serve;
pub mod session;
pub mod ww;

pub use serve::serve;
