//! Filters in CQL2: what they find, and what is said of those that cannot be used.

mod errors;
mod forms;
mod functions;
mod test_set;
