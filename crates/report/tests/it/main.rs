mod chart_laws;
mod county;
mod options;
mod words;
mod words_evidence;
mod words_readiness;
