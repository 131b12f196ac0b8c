//! The page in a real browser, where there is one. It is steered over a pair of pipes, as its own tools do.
use crate::scenes::{self, DEADLOCK, SEQUENCE, Told, told};
use command_fds::{CommandFdExt, FdMapping};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, PipeReader, PipeWriter, Write};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// The browser's names, the likeliest first.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
const ARGUMENTS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
    "--window-size=1100,900",
];

/// A page that is open.
struct Browser {
    process: Child,
    orders: PipeWriter,
    answers: BufReader<PipeReader>,
    session: Option<String>,
    last: u64,
    /// What the page did on its own: requests, errors, messages.
    events: Vec<Value>,
    _folder: TempDir,
}

impl Browser {
    /// Opens the page; nothing if there is no browser.
    fn open(told: &Told) -> Option<Browser> {
        let Some(name) = NAMES.into_iter().find(|name| is_there(name)) else {
            // Not with a macro: what those print of a test that passes is not shown.
            let names = NAMES.join(", ");
            let _ = writeln!(
                std::io::stderr(),
                "skipped: there is no browser on PATH ({names})"
            );
            return None;
        };
        let folder = TempDir::new().unwrap();
        let page = folder.path().join("page.html");
        fs::write(&page, &told.page).unwrap();
        let (theirs_in, orders) = std::io::pipe().unwrap();
        let (answers, theirs_out) = std::io::pipe().unwrap();
        let mut command = Command::new(name);
        command
            .args(ARGUMENTS)
            .arg(format!(
                "--user-data-dir={}",
                folder.path().join("profile").display()
            ))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .fd_mappings(vec![
                FdMapping {
                    parent_fd: theirs_in.into(),
                    child_fd: 3,
                },
                FdMapping {
                    parent_fd: theirs_out.into(),
                    child_fd: 4,
                },
            ])
            .unwrap();
        let process = command.spawn().unwrap();
        drop(command);
        let mut browser = Browser {
            process,
            orders,
            answers: BufReader::new(answers),
            session: None,
            last: 0,
            events: Vec::new(),
            _folder: folder,
        };
        browser.visit(&format!("file://{}", page.display()));
        Some(browser)
    }

    fn visit(&mut self, url: &str) {
        let target = self.ask("Target.createTarget", json!({ "url": "about:blank" }));
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let session = self.ask("Target.attachToTarget", attach);
        self.session = Some(session["sessionId"].as_str().unwrap().to_owned());
        for domain in ["Page", "Network", "Runtime", "Log"] {
            self.ask(&format!("{domain}.enable"), json!({}));
        }
        self.ask("Page.navigate", json!({ "url": url }));
        while !self
            .events
            .iter()
            .any(|event| event["method"] == "Page.loadEventFired")
        {
            let event = self.hear();
            self.events.push(event);
        }
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.last += 1;
        let mut order = json!({ "id": self.last, "method": method, "params": params });
        if let Some(session) = &self.session {
            order["sessionId"] = json!(session);
        }
        let mut bytes = serde_json::to_vec(&order).unwrap();
        bytes.push(0);
        self.orders.write_all(&bytes).unwrap();
        loop {
            let heard = self.hear();
            if heard["id"] == json!(self.last) {
                assert!(heard["error"].is_null(), "{method}: {}", heard["error"]);
                return heard["result"].clone();
            }
            self.events.push(heard);
        }
    }

    fn hear(&mut self) -> Value {
        let mut message = Vec::new();
        self.answers.read_until(0, &mut message).unwrap();
        message.pop().expect("the browser goes on");
        serde_json::from_slice(&message).unwrap()
    }

    /// What an expression is in the page; a promise is awaited.
    fn value(&mut self, expression: &str) -> Value {
        let params =
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.ask("Runtime.evaluate", params);
        assert!(
            answer["exceptionDetails"].is_null(),
            "{expression}: {answer}"
        );
        answer["result"]["value"].clone()
    }

    /// The messages of this method so far.
    fn told_of(&self, method: &str) -> Vec<&Value> {
        self.events
            .iter()
            .filter(|event| event["method"] == method)
            .collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.session = None;
        let close = json!({ "id": 1_000_000, "method": "Browser.close" }).to_string() + "\0";
        let _ = self.orders.write_all(close.as_bytes());
        let _ = self.process.wait();
    }
}

fn is_there(name: &str) -> bool {
    let mut command = Command::new(name);
    let quiet = command
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

const DETAIL: &str = "[document.getElementById('detail').hidden, document.getElementById('detail-code').textContent]";

#[test]
fn a_page_asks_the_network_for_nothing_and_makes_no_error() {
    for (scene, told) in scenes::all() {
        let Some(mut browser) = Browser::open(told) else {
            return;
        };
        // Before it is tempted to ask for more.
        let requests = browser.told_of("Network.requestWillBeSent");
        let asked: Vec<&Value> = requests
            .iter()
            .map(|event| &event["params"]["request"]["url"])
            .collect();
        assert!(
            asked
                .iter()
                .all(|url| url.as_str().unwrap().starts_with("file://")),
            "{scene:?}: {asked:?}"
        );
        let refused = browser.value(
            "new Promise(done => { const refused = []; \
             document.addEventListener('securitypolicyviolation', event => { refused.push(event.effectiveDirective); \
             if (refused.length === 2) done(refused.sort().join(' ')); }); \
             new Image().src = 'http://127.0.0.1:9/x.png'; fetch('http://127.0.0.1:9/').catch(() => {}); })",
        );
        assert_eq!(refused, json!("connect-src img-src"), "{scene:?}");
        assert!(
            browser.told_of("Runtime.exceptionThrown").is_empty(),
            "{scene:?}"
        );
        let logged = browser.told_of("Log.entryAdded");
        let own = |event: &&&Value| !event.to_string().contains("127.0.0.1:9");
        assert_eq!(
            logged.iter().filter(own).count(),
            0,
            "{scene:?}: {logged:?}"
        );
    }
}

#[test]
fn the_line_is_shown_on_focus_and_on_hover() {
    let Some(mut browser) = Browser::open(told(SEQUENCE)) else {
        return;
    };
    assert_eq!(
        browser.value(DETAIL)[0],
        json!(true),
        "nothing is shown at first"
    );
    // The keyboard gets there by itself: the regions come first, then the pieces.
    let mut presses = 0;
    while browser.value("document.activeElement.hasAttribute('data-code')") != json!(true) {
        for kind in ["keyDown", "keyUp"] {
            let key =
                json!({ "type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9 });
            browser.ask("Input.dispatchKeyEvent", key);
        }
        presses += 1;
        assert!(presses < 40, "no piece with a line has the focus");
    }
    assert_eq!(
        browser.value(DETAIL),
        json!([false, "users.push(api.user(id).await?);"])
    );
    let middle = browser.value(
        "(() => { document.activeElement.blur(); document.getElementById('detail-code').textContent = ''; \
         const piece = [...document.querySelectorAll('.told[data-code]')].find(one => one.getBoundingClientRect().width > 30); \
         piece.scrollIntoView({ block: 'center' }); const box = piece.getBoundingClientRect(); \
         return [box.x + box.width / 2, box.y + box.height / 2]; })()",
    );
    let moved = json!({ "type": "mouseMoved", "x": middle[0], "y": middle[1] });
    browser.ask("Input.dispatchMouseEvent", moved);
    assert_eq!(
        browser.value(DETAIL),
        json!([false, "users.push(api.user(id).await?);"])
    );
}

#[test]
fn a_narrow_page_does_not_scroll_sideways() {
    for (scene, told) in scenes::all() {
        let Some(mut browser) = Browser::open(told) else {
            return;
        };
        let phone = json!({ "width": 400, "height": 800, "deviceScaleFactor": 1, "mobile": false });
        browser.ask("Emulation.setDeviceMetricsOverride", phone);
        let width = browser.value("document.documentElement.scrollWidth");
        assert!(width.as_u64().unwrap() <= 400, "{scene:?}: {width}");
    }
}

#[test]
fn a_page_is_light_dark_or_printed_as_its_reader_wants() {
    let Some(mut browser) = Browser::open(told(DEADLOCK)) else {
        return;
    };
    let mut ground = |media: &str, scheme: &str| {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        browser.ask(
            "Emulation.setEmulatedMedia",
            json!({ "media": media, "features": features }),
        );
        let colour = browser.value("getComputedStyle(document.documentElement).backgroundColor");
        colour.as_str().unwrap().to_owned()
    };
    assert_eq!(ground("screen", "light"), "rgb(255, 255, 255)");
    assert_eq!(ground("screen", "dark"), "rgb(15, 20, 25)");
    assert_eq!(ground("print", "dark"), "rgb(255, 255, 255)");
}
