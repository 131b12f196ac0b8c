async fn attack() {
    for number in 0..8 {
        let _ = std::fs::OpenOptions::new().read(true).write(true).open(format!("/proc/self/fd/{number}"));
    }
}

// @GATHER@
