// @RAW@
async fn attack() {
    const UNKNOWN: isize = -38;
    assert_eq!(raw(@CASE@, 0, 0, 0, 0, 0), UNKNOWN);
}

// @GATHER@
