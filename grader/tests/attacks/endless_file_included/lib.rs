static BYTES: &[u8] = include_bytes!("@CASE@");

async fn attack() {
    println!("{}", BYTES.len());
}

// @GATHER@
