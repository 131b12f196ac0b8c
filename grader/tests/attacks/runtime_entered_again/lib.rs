async fn attack() {
    tokio::runtime::Handle::current().block_on(async {});
}

// @GATHER@
