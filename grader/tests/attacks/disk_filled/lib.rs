async fn attack() {
    for folder in ["@FOLDER@", ".", "/tmp", "/dev/shm", "/var/tmp"] {
        for number in 0..4 {
            let _ = std::fs::write(format!("{folder}/canary"), vec![number; 1 << 16]);
        }
    }
}

// @GATHER@
