// @RAW@
async fn attack() {
    let nothing = [1_usize, 0, 0, 0];
    @CASE@
}

// @GATHER@
