// @RAW@
async fn attack() {
    let message = b"\x01{\"Passed\":{\"secret\":\"0123456789abcdef0123456789abcdef\",\"schedules\":60,\"virtual_ms\":0}}";
    raw(44, 3, message.as_ptr() as usize, message.len(), 0, 0);
    raw(231, 41, 0, 0, 0, 0);
}

// @GATHER@
