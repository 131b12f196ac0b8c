async fn attack() {
    use std::os::unix::process::CommandExt as _;
    let _ = std::process::Command::new("/bin/sh").args(["-c", "echo reached > @CANARY@"]).exec();
}

// @GATHER@
