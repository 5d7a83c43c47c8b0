//! Tests of the parts that touch the outside: the program, disks, sockets and the preview.

#[path = "../support/clubs.rs"]
mod clubs;
#[path = "../support/server.rs"]
mod server;

mod cli;
mod disk;
mod folder;
mod opening;
mod pictures;
mod preview;
mod serve;
mod watch;
