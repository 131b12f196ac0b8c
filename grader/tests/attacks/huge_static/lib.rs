@CASE@

async fn attack() {
    println!("{}", HUGE.len());
}

// @GATHER@
