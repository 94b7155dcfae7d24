//! The rules of this crate, held against the repository.

#[cfg(test)]
mod documents;
#[cfg(test)]
mod files;
#[cfg(test)]
mod layers;
#[cfg(test)]
mod licences;
#[cfg(test)]
mod names;
#[cfg(test)]
mod support;
