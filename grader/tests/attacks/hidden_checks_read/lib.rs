async fn attack() {
    println!("{}", std::fs::read_to_string("@CHECKS@").unwrap_or_default());
}

// @GATHER@
