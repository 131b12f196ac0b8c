//! The login page: a wrong password is answered only after a pause, so that guessing is slow.
use std::{thread, time::Duration};
use tokio::sync::oneshot;

/// Answers a login with a wrong password, after a pause.
pub async fn refuse_login(user: &str, pause: Duration) -> String {
    let (over, pause_is_over) = oneshot::channel();
    thread::spawn(move || {
        thread::sleep(pause);
        // The login may have been given up.
        let _ = over.send(());
    });
    pause_is_over
        .await
        .expect("the thread sends before it ends");
    format!("Wrong password for {user}.")
}
