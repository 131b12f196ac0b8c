// @RAW@
async fn attack() {
    let path = c"@CANARY@";
    if raw(57, 0, 0, 0, 0, 0) == 0 {
        raw(112, 0, 0, 0, 0, 0);
        if raw(57, 0, 0, 0, 0, 0) == 0 {
            raw(2, path.as_ptr() as usize, 0o101, 0o666, 0, 0);
            let hour = [3600_i64, 0];
            raw(35, at(&hour), 0, 0, 0, 0);
        }
        raw(231, 0, 0, 0, 0, 0);
    }
    raw(61, usize::MAX, 0, 0, 0, 0);
}

// @GATHER@
