//! Namespaces: an empty network, and nobody to talk to.
#![expect(
    unsafe_code,
    reason = "the kernel wants the maps written by the process itself, without allocating"
)]

use rustix::io;
use rustix::thread::{UnshareFlags, unshare_unsafe};

/// How a process gets namespaces of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// Root simply may.
    AsRoot,
    /// Anybody else needs a user namespace first, in which only the user itself is known.
    AsUser {
        /// The user's number.
        uid: u32,
        /// The group's.
        gid: u32,
    },
}

/// Moves this process into namespaces of its own. A network of its own takes a millisecond or more, so
/// it is only for processes that take long anyway.
pub(crate) fn enter(how: How, network: bool) -> io::Result<()> {
    let mut flags = UnshareFlags::NEWIPC | UnshareFlags::NEWUTS;
    if network {
        flags |= UnshareFlags::NEWNET;
    }
    if matches!(how, How::AsUser { .. }) {
        flags |= UnshareFlags::NEWUSER;
    }
    // SAFETY: no file table or address space is taken apart, which is what could be unsound.
    unsafe { unshare_unsafe(flags) }?;
    match how {
        How::AsRoot => Ok(()),
        How::AsUser { uid, gid } => {
            write(c"/proc/self/setgroups", b"deny")?;
            write(c"/proc/self/uid_map", Map::of(uid).text())?;
            write(c"/proc/self/gid_map", Map::of(gid).text())
        }
    }
}

fn write(file: &std::ffi::CStr, text: &[u8]) -> io::Result<()> {
    // SAFETY: a C string, and a buffer that is valid for its length; the file is closed again.
    unsafe {
        let open = libc::open(file.as_ptr(), libc::O_WRONLY | libc::O_CLOEXEC);
        if open < 0 {
            return Err(last());
        }
        let written = libc::write(open, text.as_ptr().cast(), text.len());
        let failed = (written < 0).then(last);
        libc::close(open);
        failed.map_or(Ok(()), Err)
    }
}

fn last() -> io::Errno {
    let code = std::io::Error::last_os_error().raw_os_error();
    io::Errno::from_raw_os_error(code.unwrap_or(libc::EIO))
}

/// The line `N N 1`, made without allocating: it is written between fork and exec.
struct Map {
    bytes: [u8; 24],
    length: usize,
}

impl Map {
    fn of(number: u32) -> Map {
        let mut map = Map {
            bytes: [0; 24],
            length: 0,
        };
        map.number(number);
        map.push(b' ');
        map.number(number);
        map.push(b' ');
        map.push(b'1');
        map
    }

    fn number(&mut self, number: u32) {
        if number >= 10 {
            self.number(number / 10);
        }
        self.push(b'0' + u8::try_from(number % 10).unwrap_or(0));
    }

    fn push(&mut self, byte: u8) {
        self.bytes[self.length] = byte;
        self.length += 1;
    }

    fn text(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_knows_one_user_under_its_own_number() {
        assert_eq!(Map::of(1000).text(), b"1000 1000 1");
        assert_eq!(Map::of(0).text(), b"0 0 1");
        assert_eq!(Map::of(u32::MAX).text(), b"4294967295 4294967295 1");
    }
}
