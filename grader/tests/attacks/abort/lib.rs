async fn attack() {
    std::process::abort();
}

// @GATHER@
