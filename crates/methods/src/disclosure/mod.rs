use crate::Method;
pub const METHOD: Method = Method { code: "disclosure-small-counts", edition: 1, title: "", sources: &[] };
