//! `marz doctor`: what clients would trip over, named exactly, whatever a server answers.

mod fake;
mod faults;
mod hostile;
mod servers;
