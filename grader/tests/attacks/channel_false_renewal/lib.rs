// @RAW@
async fn attack() {
    let message = b"\x01{\"Renew\":{\"secret\":\"x\",\"next_seed\":59,\"schedules\":59,\"virtual_ms\":0}}";
    raw(44, 3, message.as_ptr() as usize, message.len(), 0, 0);
    raw(231, 43, 0, 0, 0, 0);
}

// @GATHER@
