static BYTES: &[u8] = include_bytes!("@SECRET@");

async fn attack() {
    println!("{}", String::from_utf8_lossy(BYTES));
}

// @GATHER@
