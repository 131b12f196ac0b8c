//! What a check's process prints: kept up to a limit, and safe to show.
use std::io::{self, PipeReader};
use std::os::fd::OwnedFd;
use tokio::io::AsyncReadExt;
use tokio::net::unix::pipe::Receiver;

/// How much is kept, in bytes.
const LIMIT: usize = 64 * 1024;

/// Reads the pipe to its end and keeps the first part in `kept`.
pub(super) async fn read(pipe: PipeReader, kept: &mut Vec<u8>) -> io::Result<()> {
    let mut pipe = Receiver::from_owned_fd(OwnedFd::from(pipe))?;
    let mut buffer = [0; 8192];
    loop {
        let length = pipe.read(&mut buffer).await?;
        if length == 0 {
            return Ok(());
        }
        let room = LIMIT - kept.len();
        kept.extend_from_slice(&buffer[..length.min(room)]);
    }
}

/// The text with everything escaped that could play tricks on a terminal.
pub(super) fn show(kept: &[u8]) -> String {
    let mut text = String::new();
    for c in String::from_utf8_lossy(kept).chars() {
        // Marks that turn the direction of writing can make a line look like another one.
        let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if (c.is_control() && !matches!(c, '\n' | '\t')) || turns {
            text.extend(c.escape_unicode());
        } else {
            text.push(c);
        }
    }
    if kept.len() == LIMIT {
        text.push_str("\n[more was printed and is left out]\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn control_characters_are_shown_and_not_obeyed() {
        assert_eq!(show(b"a\x1b[2Jb\tc\n"), "a\\u{1b}[2Jb\tc\n");
        assert_eq!(show("x\u{202e}y".as_bytes()), "x\\u{202e}y");
    }

    #[tokio::test]
    async fn output_over_the_limit_is_read_and_left_out() {
        let (reader, mut writer) = io::pipe().unwrap();
        let writing = std::thread::spawn(move || writer.write_all(&vec![b'x'; 3 * LIMIT]));
        let mut kept = Vec::new();
        read(reader, &mut kept).await.unwrap();
        writing.join().unwrap().unwrap();
        assert_eq!(kept.len(), LIMIT);
        assert!(show(&kept).ends_with("left out]\n"));
    }
}
