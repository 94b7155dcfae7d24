//! The command line, over a small stand-in of the server on loopback.

#[cfg(test)]
mod audit;
#[cfg(test)]
mod changes;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod process;
#[cfg(test)]
mod profile;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod retries;
#[cfg(test)]
mod stand_in;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod tokens;
