async fn attack() {
    std::process::exit(43);
}

// @GATHER@
