// @RAW@
async fn attack() {
    let path = c"@CANARY@";
    if raw(57, 0, 0, 0, 0, 0) == 0 {
        raw(2, path.as_ptr() as usize, 0o101, 0o666, 0, 0);
        raw(231, 0, 0, 0, 0, 0);
    }
    raw(61, usize::MAX, 0, 0, 0, 0);
}

// @GATHER@
