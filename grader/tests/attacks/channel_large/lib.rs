// @RAW@
async fn attack() {
    let part = vec![0_u8; 32 * 1024];
    for _ in 0..200 {
        raw(44, 3, at(&part[..]), part.len(), 0, 0);
    }
}

// @GATHER@
