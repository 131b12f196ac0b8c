@CASE@

async fn attack() {
    println!("{}", TEXT);
}

// @GATHER@
