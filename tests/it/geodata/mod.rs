//! The committed map data, held to what is said about it, from the files alone.
//!
//! All coordinates lie on a grid of five decimals, about a metre: whether edges meet, cross or lie
//! inside each other is arithmetic in whole numbers, exact and quick.

mod borders;
mod changes;
mod checksums;
mod counts;
mod coverage;
mod districts;
mod edges;
mod exclaves;
mod files;
mod grid;
mod incidents;
mod letters;
mod licences;
mod line;
mod provinces;
mod rings;
mod shapes;
