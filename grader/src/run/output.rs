//! What a check's process prints: kept up to a limit, and safe to show.
use std::io::{self, PipeReader};
use std::os::fd::OwnedFd;
use tokio::io::AsyncReadExt;
use tokio::net::unix::pipe::Receiver;
use tokio::sync::Notify;

/// How much is kept, in bytes.
const KEPT: usize = 64 * 1024;

/// Reads the pipe to its end and keeps the first part in `kept`. When more than `limit` bytes have come, it
/// says so and reads on.
pub(super) async fn read(
    pipe: PipeReader,
    kept: &mut Vec<u8>,
    limit: u64,
    too_much: &Notify,
) -> io::Result<()> {
    let mut pipe = Receiver::from_owned_fd(OwnedFd::from(pipe))?;
    let mut buffer = [0; 8192];
    let mut come = 0;
    loop {
        let length = pipe.read(&mut buffer).await?;
        if length == 0 {
            return Ok(());
        }
        come += length as u64;
        if come > limit {
            too_much.notify_one();
        }
        let room = KEPT - kept.len();
        kept.extend_from_slice(&buffer[..length.min(room)]);
    }
}

/// The text with everything escaped that could play tricks on a terminal.
pub(crate) fn show(kept: &[u8]) -> String {
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
    if kept.len() == KEPT {
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
        let writing = std::thread::spawn(move || writer.write_all(&vec![b'x'; 3 * KEPT]));
        let (mut kept, too_much) = (Vec::new(), Notify::new());
        let limit = 2 * KEPT as u64;
        read(reader, &mut kept, limit, &too_much).await.unwrap();
        writing.join().unwrap().unwrap();
        assert_eq!(kept.len(), KEPT);
        assert!(show(&kept).ends_with("left out]\n"));
        // It was told, so this does not wait.
        too_much.notified().await;
    }
}
