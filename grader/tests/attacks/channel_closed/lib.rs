// @RAW@
async fn attack() {
    raw(3, 3, 0, 0, 0, 0);
    raw(231, 41, 0, 0, 0, 0);
}

// @GATHER@
