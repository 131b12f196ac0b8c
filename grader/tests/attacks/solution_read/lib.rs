async fn attack() {
    println!("{}", std::fs::read_to_string("@SOLUTION@").unwrap_or_default());
}

// @GATHER@
