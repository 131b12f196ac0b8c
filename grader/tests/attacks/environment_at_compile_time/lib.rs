async fn attack() {
    let taken: Option<&str> = @CASE@;
    assert_eq!(taken, None);
}

// @GATHER@
