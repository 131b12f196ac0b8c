//! Messages as packets: a packet carries at most [`MAX_FRAME`] bytes, a message may need several.
use serde::{Serialize, de::DeserializeOwned};

/// The largest packet, its first byte included: well below what a socket's buffer takes at once.
pub const MAX_FRAME: usize = 32 * 1024;
/// The largest message. A check program that sends more is broken or hostile.
pub const MAX_MESSAGE: usize = 4 * 1024 * 1024;

const MORE: u8 = 0;
const LAST: u8 = 1;

/// The packets that carry `message`.
///
/// # Errors
/// If the message cannot be written as JSON.
pub fn frames(message: &impl Serialize) -> serde_json::Result<Vec<Vec<u8>>> {
    let bytes = serde_json::to_vec(message)?;
    let chunks: Vec<&[u8]> = bytes.chunks(MAX_FRAME - 1).collect();
    let last = chunks.len() - 1;
    let packets = chunks.iter().enumerate().map(|(number, chunk)| {
        let mut packet = vec![if number == last { LAST } else { MORE }];
        packet.extend_from_slice(chunk);
        packet
    });
    Ok(packets.collect())
}

/// Puts packets together again.
#[derive(Debug, Default)]
pub struct Assembler {
    bytes: Vec<u8>,
}

/// A packet that no check program of ours sends.
#[derive(Debug, PartialEq, Eq)]
pub enum BadFrame {
    /// Its first byte is neither of the two, or it is empty.
    Marker,
    /// The message is larger than [`MAX_MESSAGE`].
    TooLarge,
    /// The message is not what it should be.
    Content(String),
}

impl Assembler {
    /// Takes one packet; a message if it was the last one.
    ///
    /// # Errors
    /// If the packet or the message is not of the form; nothing may be read after that.
    pub fn take<T: DeserializeOwned>(&mut self, packet: &[u8]) -> Result<Option<T>, BadFrame> {
        let (marker, chunk) = packet.split_first().ok_or(BadFrame::Marker)?;
        if self.bytes.len() + chunk.len() > MAX_MESSAGE {
            return Err(BadFrame::TooLarge);
        }
        self.bytes.extend_from_slice(chunk);
        match *marker {
            MORE => Ok(None),
            LAST => {
                let bytes = std::mem::take(&mut self.bytes);
                serde_json::from_slice(&bytes)
                    .map(Some)
                    .map_err(|error| BadFrame::Content(error.to_string()))
            }
            _ => Err(BadFrame::Marker),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_message_arrives_as_it_was_sent(text in ".{0,2000}", times in 1_usize..60) {
            let message = text.repeat(times);
            let mut assembler = Assembler::default();
            let mut arrived = None;
            for packet in frames(&message).unwrap() {
                prop_assert!(packet.len() <= MAX_FRAME && arrived.is_none());
                arrived = assembler.take::<String>(&packet).unwrap();
            }
            prop_assert_eq!(arrived, Some(message));
        }

        #[test]
        fn packets_of_any_content_are_taken_or_refused(
            packets in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..64), 0..20)
        ) {
            let mut assembler = Assembler::default();
            for packet in packets {
                let refused = assembler.take::<crate::Message>(&packet).is_err();
                prop_assert!(refused || packet[0] == MORE);
            }
        }
    }

    #[test]
    fn a_message_larger_than_a_packet_arrives_whole() {
        let message = "x".repeat(3 * MAX_FRAME);
        let packets = frames(&message).unwrap();
        assert!(packets.len() > 3 && packets.iter().all(|packet| packet.len() <= MAX_FRAME));
        let mut assembler = Assembler::default();
        let (last, rest) = packets.split_last().unwrap();
        for packet in rest {
            assert_eq!(assembler.take::<String>(packet), Ok(None));
        }
        assert_eq!(assembler.take(last), Ok(Some(message)));
    }

    #[test]
    fn an_empty_packet_and_an_unknown_marker_are_refused() {
        let mut assembler = Assembler::default();
        assert_eq!(assembler.take::<String>(&[]), Err(BadFrame::Marker));
        assert_eq!(assembler.take::<String>(&[7]), Err(BadFrame::Marker));
    }

    #[test]
    fn a_message_over_the_limit_is_refused() {
        let mut packet = vec![0; MAX_FRAME];
        packet[0] = MORE;
        let mut assembler = Assembler::default();
        let refused = (0..=MAX_MESSAGE / (MAX_FRAME - 1))
            .any(|_| assembler.take::<String>(&packet) == Err(BadFrame::TooLarge));
        assert!(refused);
    }
}
