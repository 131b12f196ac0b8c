async fn attack() {
    for _ in 0..20 {
        std::thread::spawn(std::thread::park);
    }
}

// @GATHER@
