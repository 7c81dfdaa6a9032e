//! x
mod ids;
mod seccomp;
