async fn attack() {
    let mut piece: Vec<u8> = Vec::new();
    assert!(piece.try_reserve_exact(1 << 40).is_err());
}

// @GATHER@
