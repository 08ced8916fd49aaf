//! Input of people who mean no good, or do not know better.

mod names;
mod table;
