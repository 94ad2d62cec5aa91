//! Parts of a page, each a struct tied to its template in `templates/components/`.

pub mod markup;
