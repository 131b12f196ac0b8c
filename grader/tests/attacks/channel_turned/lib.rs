// @RAW@
async fn attack() {
    raw(33, 1, 3, 0, 0, 0);
    println!("passed");
}

// @GATHER@
