//! A terminal for a program under test: its screen is read, keys are pressed, and nothing is waited for but
//! what the screen shows or the program's end.
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use std::io::{Read, Write};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

/// After which time something that should be on the screen counts as never coming.
const PATIENCE: Duration = Duration::from_secs(240);

/// A program in a terminal of its own; dropped, it is killed.
pub(crate) struct Terminal {
    master: Box<dyn MasterPty + Send>,
    /// Kept open, so that the terminal outlives the program.
    _slave: Box<dyn SlavePty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    seen: Arc<Seen>,
}

/// What the program has written.
struct Seen {
    parser: Mutex<vt100::Parser>,
    more: Condvar,
}

/// What a program must leave as it found it.
#[derive(Debug, PartialEq)]
pub(crate) struct Modes {
    /// How the terminal takes input and gives output.
    pub(crate) termios: String,
    pub(crate) alternate_screen: bool,
    pub(crate) cursor_hidden: bool,
}

impl Terminal {
    /// Starts the command in a terminal of so many columns and rows; also how the terminal was before.
    pub(crate) fn start(command: CommandBuilder, columns: u16, rows: u16) -> (Terminal, Modes) {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let seen = Arc::new(Seen {
            parser: Mutex::new(vt100::Parser::new(rows, columns, 0)),
            more: Condvar::new(),
        });
        let before = modes(pair.master.as_ref(), &seen);
        let child = pair.slave.spawn_command(command).unwrap();
        let writes = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                writes.parser.lock().unwrap().process(&bytes[..count]);
                writes.more.notify_all();
            }
        });
        let terminal = Terminal {
            master: pair.master,
            _slave: pair.slave,
            child,
            keys,
            seen,
        };
        (terminal, before)
    }

    /// Presses keys, as the bytes that a terminal sends.
    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits until the screen is as wanted, and gives it.
    #[track_caller]
    pub(crate) fn until(&self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        let parser = self.seen.parser.lock().unwrap();
        let is_missing = |parser: &mut vt100::Parser| !wanted(&parser.screen().contents());
        let (parser, waited) = self
            .seen
            .more
            .wait_timeout_while(parser, PATIENCE, is_missing)
            .unwrap();
        let screen = parser.screen().contents();
        assert!(!waited.timed_out(), "it never came: {what}\n{screen}");
        screen
    }

    /// Waits until the screen shows all of these.
    #[track_caller]
    pub(crate) fn until_shows(&self, texts: &[&str]) -> String {
        self.until(&format!("{texts:?}"), |screen| {
            texts.iter().all(|text| screen.contains(text))
        })
    }

    /// Gives the terminal another size; the program is told.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let mut parser = self.seen.parser.lock().unwrap();
        parser.screen_mut().set_size(rows, columns);
        drop(parser);
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// The program's process, which leads a session of its own.
    pub(crate) fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Waits for the program's end; its exit status.
    pub(crate) fn ended(&mut self) -> u32 {
        self.child.wait().unwrap().exit_code()
    }

    /// How the terminal is now.
    pub(crate) fn modes(&self) -> Modes {
        modes(self.master.as_ref(), &self.seen)
    }

    /// Waits until the terminal is as it was, which it must be after the program's end.
    #[track_caller]
    pub(crate) fn assert_as_it_was(&self, before: &Modes) {
        self.until("the first screen", |_| true);
        let parser = self.seen.parser.lock().unwrap();
        let other = |parser: &mut vt100::Parser| parser.screen().alternate_screen();
        let waited = self.seen.more.wait_timeout_while(parser, PATIENCE, other);
        drop(waited.unwrap());
        assert_eq!(self.modes(), *before);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn modes(master: &dyn MasterPty, seen: &Seen) -> Modes {
    let parser = seen.parser.lock().unwrap();
    Modes {
        termios: format!("{:?}", master.get_termios().unwrap()),
        alternate_screen: parser.screen().alternate_screen(),
        cursor_hidden: parser.screen().hide_cursor(),
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}
