const TEXT: &str = include_str!("@CHECKS@");

async fn attack() {
    println!("{TEXT}");
}

// @GATHER@
