async fn attack() {
    tokio::runtime::Runtime::new().expect("a runtime").block_on(async {});
}

// @GATHER@
