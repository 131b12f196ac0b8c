//! The grader's end of the channel to a check program: packets, and the messages in them.
use super::process::Said;
use protocol::{Assembler, BadFrame, MAX_FRAME, Message, Order};
use rustix::net::{AddressFamily, SocketFlags, SocketType, socketpair};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixDatagram as StdUnixDatagram;
use tokio::net::UnixDatagram;
use tokio::sync::Notify;

/// The grader's end.
pub(super) struct Channel {
    /// Sequenced packets are sent and received as datagrams are; besides, they tell of the end.
    socket: UnixDatagram,
}

impl Channel {
    /// A channel, and the end that the check program gets.
    pub(super) fn new() -> io::Result<(Channel, OwnedFd)> {
        let kind = SocketType::SEQPACKET;
        let (ours, theirs) = socketpair(AddressFamily::UNIX, kind, SocketFlags::CLOEXEC, None)?;
        let ours = StdUnixDatagram::from(ours);
        ours.set_nonblocking(true)?;
        Ok((
            Channel {
                socket: UnixDatagram::from_std(ours)?,
            },
            theirs,
        ))
    }

    /// Sends `order`, then takes into `said` what comes until the other end is closed, or has said `nonsense`.
    pub(super) async fn talk(
        &self,
        order: &Order,
        said: &mut Said,
        nonsense: &Notify,
    ) -> io::Result<()> {
        for packet in protocol::frames(order)? {
            // A program that is already gone is silent, no error of the grader's.
            if self.socket.send(&packet).await.is_err() {
                return Ok(());
            }
        }
        let mut assembler = Assembler::default();
        while let Some(packet) = self.packet().await? {
            if !said.take(&mut assembler, &packet) {
                nonsense.notify_one();
                return Ok(());
            }
        }
        Ok(())
    }

    /// The next packet; none when the other end is closed.
    async fn packet(&self) -> io::Result<Option<Vec<u8>>> {
        // One byte more than allowed: a larger packet is cut there, and refused for its content.
        let mut buffer = vec![0; MAX_FRAME + 1];
        match self.socket.recv(&mut buffer).await {
            // A program that dies with its order unread resets the channel.
            Err(cause) if cause.kind() == io::ErrorKind::ConnectionReset => Ok(None),
            Err(cause) => Err(cause),
            Ok(0) => Ok(None),
            Ok(length) => {
                buffer.truncate(length);
                Ok(Some(buffer))
            }
        }
    }
}

impl Said {
    /// Takes one packet; false if nothing may be read after it.
    pub(super) fn take(&mut self, assembler: &mut Assembler, packet: &[u8]) -> bool {
        match assembler.take(packet) {
            Ok(None) => true,
            Ok(Some(message)) => {
                self.hear(message);
                true
            }
            Err(fault) => {
                *self = Said::Nonsense(describe(fault));
                false
            }
        }
    }

    fn hear(&mut self, message: Message) {
        *self = match self {
            Said::Nothing => Said::One(message),
            _ => Said::Nonsense("it sent more than one message".to_owned()),
        };
    }
}

fn describe(fault: BadFrame) -> String {
    match fault {
        BadFrame::Marker => "it sent a packet that is not of the form".to_owned(),
        BadFrame::TooLarge => "it sent a message that is too large".to_owned(),
        BadFrame::Content(why) => format!("it sent a message that is not one of ours: {why}"),
    }
}
