async fn attack() {
    std::process::exit(0);
}

// @GATHER@
