async fn attack() {
    std::thread::spawn(|| std::process::exit(41)).join().ok();
}

// @GATHER@
