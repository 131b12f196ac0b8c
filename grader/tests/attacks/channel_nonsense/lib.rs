// @RAW@
async fn attack() {
    @CASE@
    raw(44, 3, at(&message[..]), message.len(), 0, 0);
}

// @GATHER@
