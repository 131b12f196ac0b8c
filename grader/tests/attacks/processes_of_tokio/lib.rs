async fn attack() {
    let _ = tokio::process::Command::new("/bin/sh").args(["-c", "echo reached > @CANARY@"]).spawn();
}

// @GATHER@
