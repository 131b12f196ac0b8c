async fn attack() {
    let lock = tokio::sync::Mutex::new(());
    let _held = lock.lock().await;
    drop(lock.lock().await);
}

// @GATHER@
