async fn attack() {
    std::process::exit(41);
}

// @GATHER@
