// @RAW@
async fn attack() {
    for _ in 0..6 {
        raw(57, 0, 0, 0, 0, 0);
    }
}

// @GATHER@
