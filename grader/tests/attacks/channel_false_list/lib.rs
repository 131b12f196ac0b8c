// @RAW@
async fn attack() {
    let message = b"\x01{\"Checks\":[]}";
    raw(44, 3, message.as_ptr() as usize, message.len(), 0, 0);
    raw(231, 43, 0, 0, 0, 0);
}

// @GATHER@
