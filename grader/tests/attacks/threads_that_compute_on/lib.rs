async fn attack() {
    std::thread::spawn(|| loop { std::hint::spin_loop(); });
}

// @GATHER@
